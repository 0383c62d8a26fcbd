import type { Permitted } from '#app/domain/access.ts'
import { mostCompared } from '#app/domain/award_comparison.ts'
import { trendOf } from '#app/domain/trend.ts'
import { listComparable, listCompared } from '#db/awards/compared.ts'

/** The comparison an address asks for: up to eight awards that the actor sees, and one of their indicators. */
export async function askedComparison(actor: Permitted<'award.read'>, params: URLSearchParams) {
  const typed = params.getAll('award').flatMap((text) => text.split(/[\s,;]+/))
  const numbers = [...new Set(typed)]
    .filter((number) => number !== '' && number.length <= 200)
    .slice(0, mostCompared)
  const indicators = await listComparable(actor, numbers)
  const indicator =
    indicators.find(({ code }) => code === params.get('indicator')) ?? indicators[0] ?? null
  const awards = await listCompared(actor, indicator?.code ?? '', numbers)
  const missing = numbers.filter((number) => !awards.some((award) => award.number === number))
  const lines = awards.map(({ number, target, figures }) => ({
    name: number,
    target,
    points: trendOf(figures),
  }))
  return { awards, indicators, indicator, lines, missing }
}
