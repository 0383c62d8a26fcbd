import { capital } from '../words.ts'
import { poolMethodLabels } from './between_variance.ts'
import { followUpWindowLabels, scaleLabels } from './library.ts'
import type { SynthesisAsk } from './synthesis.ts'

/** What is pooled, as the title of a figure: 'Earnings, dollars a year, year 2'. */
export function synthesisTitle({ outcome, scale, window }: SynthesisAsk): string {
  const time = window ? followUpWindowLabels[window].toLowerCase() : 'the latest of each sample'
  return `${capital(outcome)}, ${scaleLabels[scale]}, ${time}`
}

/** The answer in one sentence; amounts come as the page writes them. */
export function synthesisSentence(
  ask: SynthesisAsk,
  answer: { samples: number; people: number | null; effect: string; interval: string | null },
): string {
  const { samples, people, effect, interval } = answer
  const who = people === null ? '' : ` of ${String(people).replace(/\B(?=(\d{3})+$)/g, ',')} people`
  const over = samples === 1 ? `In one sample${who}` : `Across ${samples} independent samples${who}`
  const sure = interval ? `, with a 95 percent interval of ${interval}` : ''
  return `${over}, the effect is ${effect}${sure} (${poolMethodLabels[ask.method]}).`
}
