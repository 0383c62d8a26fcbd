import type { Permitted } from '#app/domain/access.ts'
import { peopleIndicators } from '#app/domain/coverage.ts'
import { rolledTrend } from '#app/domain/rolled_trend.ts'
import { type TrendPlace, listTrend, listTrendIndicators } from '#db/trends.ts'

/** The trend an address asks for: the indicators that a place has, the one chosen, and how it went, real and
 *  sample apart. */
export async function askedTrend(
  actor: Permitted<'portfolio.read'>,
  place: TrendPlace,
  params: URLSearchParams,
) {
  const indicators = await listTrendIndicators(actor, place)
  const usual = Object.values(peopleIndicators)
  const indicator =
    indicators.find(({ code }) => code === params.get('indicator')) ??
    indicators.find(({ code }) => usual.includes(code)) ??
    indicators[0] ??
    null
  const rows = indicator ? await listTrend(actor, place, indicator.code) : []
  const of = (origin: boolean) =>
    indicator
      ? rolledTrend(
          rows.filter(({ sample }) => sample === origin),
          indicator,
        )
      : []
  return { indicators, indicator, sources: of(false), sample: of(true) }
}

export type AskedTrend = Awaited<ReturnType<typeof askedTrend>>
