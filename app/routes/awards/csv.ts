import { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { askedList, awardFileColumns, filterNames } from '#app/award_list.server.ts'
import { awardListQuery } from '#app/domain/award_list.ts'
import { now, today } from '#app/domain/clock.ts'
import { fileMoment, fileName, toCsv } from '#app/domain/csv.ts'
import { logError } from '#app/log.server.ts'
import * as paths from '#app/paths.ts'
import { requestScope } from '#app/request.server.ts'
import { requireActor } from '#app/session.server.ts'
import { copyList } from '#db/awards/copy_list.ts'
import { recordExport } from '#db/awards/export.ts'

/** The awards list as a file: the same filters, order and columns, all pages. The file holds one header
 *  row and the awards and nothing else; its name says the moment, the filters and the number of rows,
 *  and the Link header the list it was made from. The rows pass through as the database spells them; what
 *  was sent is remembered when it is over, whole or cut off. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const list = askedList(actor, new URL(request.url).searchParams)
  const on = today()
  const head = `${toCsv(awardFileColumns(list.columns, on), []).trimEnd()}\n`
  const copied = await copyList(actor, list, { head, on })
  const address = paths.awards(awardListQuery(list))
  const moment = fileMoment(now())
  const rows = copied.rows === 1 ? '1-row' : `${copied.rows}-rows`
  const name = fileName('awards', moment, rows, ...filterNames(list.filters))
  const headers = {
    'content-type': 'text/csv; charset=utf-8',
    'content-disposition': `attachment; filename="${name}.csv"`,
    // Compressing would read ahead of who takes the file, and keep it all.
    'cache-control': 'no-store, no-transform',
    link: `<${address}>; rel="canonical"`,
  }
  if (request.method === 'HEAD') {
    copied.lines.destroy()
    return new Response(null, { headers })
  }
  // Told again as cut off where the first telling failed: the digest must bear being asked twice.
  const remember = async (ending: { isCut?: true } = {}) =>
    recordExport(actor, 'awards.exported', {
      address,
      rows: copied.rows,
      sha256: copied.sha256(),
      ...ending,
    })
  const { id, taken } = requestScope()
  async function* file() {
    yield head
    for await (const lines of copied.lines) {
      yield lines
      await taken?.()
    }
    await remember()
  }
  const body = Readable.from(file(), { objectMode: false })
  body.once('close', () => {
    copied.lines.destroy()
    if (!body.readableEnded)
      remember({ isCut: true }).catch((error: unknown) => logError(id, error))
  })
  return new Response(Readable.toWeb(body) as ReadableStream<Uint8Array>, { headers })
}
