import type { LoaderFunctionArgs } from '@remix-run/node'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { askedTrend } from '#app/rolled_trend.server.ts'
import { trendFile } from '#app/rolled_trend_csv.server.ts'
import { requireActor } from '#app/session.server.ts'
import { findStream, listPrograms } from '#db/streams.ts'

/** The trend on the page of a stream, as a file. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const { code } = found(await findStream(actor, params['code'] ?? ''))
  const asked = new URL(request.url).searchParams
  const programs = await listPrograms(actor, code)
  const program = programs.find((one) => one.code === asked.get('program'))?.code ?? null
  const trend = await askedTrend(actor, { of: 'stream', code, program }, asked)
  return trendFile(actor, trend, {
    place: program ?? code,
    address: paths.streamTrend(code, { indicator: trend.indicator?.code, program }),
  })
}
