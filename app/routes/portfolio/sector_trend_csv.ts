import type { LoaderFunctionArgs } from '@remix-run/node'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { askedTrend } from '#app/rolled_trend.server.ts'
import { trendFile } from '#app/rolled_trend_csv.server.ts'
import { requireActor } from '#app/session.server.ts'
import { findSector } from '#db/sectors.ts'

/** The trend on the page of a sector, as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const { code } = found(await findSector(actor, params['code'] ?? ''))
  const asked = new URL(request.url).searchParams
  const trend = await askedTrend(actor, { of: 'sector', code }, asked)
  return trendFile(actor, trend, {
    place: code,
    address: paths.sectorTrend(code, { indicator: trend.indicator?.code }),
  })
}
