import { createHash } from 'node:crypto'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { askedList, awardFileColumns, filterNames } from '#app/award_list.server.ts'
import { awardListQuery } from '#app/domain/award_list.ts'
import { now, today } from '#app/domain/clock.ts'
import { fileName, toCsv } from '#app/domain/csv.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { recordExport } from '#db/awards/export.ts'
import { listAllAwards } from '#db/awards/list.ts'

/** The awards list as a file: the same filters, order and columns, all pages. The file holds one header
 *  row and the awards and nothing else; its name says the moment, the filters and the number of rows,
 *  and the Link header the list it was made from. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const list = askedList(actor, new URL(request.url).searchParams)
  const awards = await listAllAwards(actor, list)
  const on = today()
  const text = toCsv(awardFileColumns(list.columns, on), awards)
  const address = paths.awards(awardListQuery(list))
  await recordExport(actor, 'awards.exported', {
    address,
    rows: awards.length,
    sha256: createHash('sha256').update(text).digest('hex'),
  })
  const moment = now().toISOString().slice(0, 16).replace(':', '')
  const rows = awards.length === 1 ? '1-row' : `${awards.length}-rows`
  const name = fileName('awards', `${moment}Z`, rows, ...filterNames(list.filters))
  return new Response(text, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
      link: `<${address}>; rel="canonical"`,
    },
  })
}
