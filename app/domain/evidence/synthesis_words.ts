import { formatCount } from '../count.ts'
import { capital } from '../words.ts'
import { poolMethodLabels } from './between_variance.ts'
import { followUpWindowLabels, scaleLabels } from './library.ts'
import type { SynthesisAsk } from './synthesis.ts'

/** What is pooled, as the title of a figure: 'Earnings, 2025 dollars a year, year 2'. */
export function synthesisTitle(
  { outcome, scale, window }: SynthesisAsk,
  priceYear: number | null,
): string {
  const time = window ? followUpWindowLabels[window].toLowerCase() : 'the latest of each sample'
  const unit = `${priceYear === null ? '' : `${priceYear} `}${scaleLabels[scale]}`
  return `${capital(outcome)}, ${unit}, ${time}`
}

/** What dollars a choice of prices stands for: 'real-2019' is '2019 dollars'. */
export function pricesLabel(prices: string): string {
  if (prices === 'unknown') return 'Not known from the sources'
  if (prices === 'nominal') return 'Dollars of their own years'
  return `${prices.replace('real-', '')} dollars`
}

/** The answer in one sentence; amounts come as the page writes them. */
export function synthesisSentence(
  ask: SynthesisAsk,
  answer: {
    samples: number
    people: number | null
    effect: string
    interval: string | null
    priceYear: number | null
  },
): string {
  const { samples, people, effect, interval, priceYear } = answer
  const who = people === null ? '' : ` of ${formatCount(people)} people`
  const over = samples === 1 ? `In one sample${who}` : `Across ${samples} independent samples${who}`
  const sure = interval ? `, with a 95 percent interval of ${interval}` : ''
  return `${over}, the effect is ${effect}${priceYear === null ? '' : ` in ${priceYear} dollars`}${sure} (${poolMethodLabels[ask.method]}).`
}
