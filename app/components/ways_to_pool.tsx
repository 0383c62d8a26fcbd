import { formatCount } from '#app/domain/count.ts'
import type { SynthesisAsk } from '#app/domain/evidence/synthesis.ts'
import { synthesisQuery } from '#app/domain/evidence/synthesis_address.ts'
import type { ShownSynthesis } from '#app/domain/evidence/synthesis_shown.ts'
import { pricesLabel } from '#app/domain/evidence/synthesis_words.ts'
import * as paths from '#app/paths.ts'

/** What to do about findings that cannot be pooled as they are. */
export function WaysToPool(props: {
  ask: SynthesisAsk
  answer: ShownSynthesis
  /** The last year of the price index. */
  latest: number | null
}) {
  const { ask, answer, latest } = props
  const can = (mend: string) => answer.refusals.some((refusal) => refusal.mend === mend)
  if (can('confirm')) {
    return (
      <p>Tick “Pool them all the same” above and choose Pool; the link will keep that you did.</p>
    )
  }
  if (!can('price_year')) return <p>Choose one price basis above, or narrow the question.</p>
  const unstated = answer.published
    .filter(({ prices }) => !prices.startsWith('real-'))
    .reduce((sum, { count }) => sum + count, 0)
  const asking = (change: Partial<SynthesisAsk>) =>
    paths.synthesis(synthesisQuery({ ...ask, ...change }))
  return (
    <>
      <p>Choose a price year, or findings of one price basis:</p>
      <ul>
        {latest !== null && (
          <li>
            <a href={asking({ dollars: String(latest) })}>Put them into {latest} dollars</a>
            {unstated > 0 &&
              `, without the ${formatCount(unstated)} whose sources state no price year`}
          </li>
        )}
        {answer.published.map(({ prices, count }) => (
          <li key={prices}>
            <a href={asking({ prices })}>Only what is published as: {pricesLabel(prices)}</a> (
            {formatCount(count)})
          </li>
        ))}
      </ul>
    </>
  )
}
