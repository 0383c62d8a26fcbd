import { type Synthesis, type SynthesisAsk, pricesOf } from '#app/domain/evidence/synthesis.ts'
import { synthesisQuery } from '#app/domain/evidence/synthesis_address.ts'
import { pricesLabel } from '#app/domain/evidence/synthesis_words.ts'
import * as paths from '#app/paths.ts'
import type { PoolableFinding } from '#db/evidence/findings.ts'

/** What to do about findings that cannot be pooled as they are. */
export function WaysToPool(props: {
  ask: SynthesisAsk
  answer: Synthesis<PoolableFinding>
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
  const prices = answer.included.map(({ finding }) => pricesOf(finding) ?? '')
  const unstated = prices.filter((one) => !one.startsWith('real-')).length
  const asking = (change: Partial<SynthesisAsk>) =>
    paths.synthesis(synthesisQuery({ ...ask, ...change }))
  return (
    <>
      <p>Choose a price year, or findings of one price basis:</p>
      <ul>
        {latest !== null && (
          <li>
            <a href={asking({ dollars: String(latest) })}>Put them into {latest} dollars</a>
            {unstated > 0 && `, without the ${unstated} whose sources state no price year`}
          </li>
        )}
        {[...new Set(prices)].sort().map((one) => (
          <li key={one}>
            <a href={asking({ prices: one })}>Only what is published as: {pricesLabel(one)}</a> (
            {prices.filter((other) => other === one).length})
          </li>
        ))}
      </ul>
    </>
  )
}
