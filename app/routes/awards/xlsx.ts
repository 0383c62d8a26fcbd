import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { askedList, awardFileColumns, filterNames } from '#app/award_list.server.ts'
import type { Permitted } from '#app/domain/access.ts'
import { type AwardList, awardListQuery } from '#app/domain/award_list.ts'
import { filterWords, orderWords } from '#app/domain/award_words.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { now, today } from '#app/domain/clock.ts'
import { fileMoment, fileName } from '#app/domain/csv.ts'
import { env } from '#app/env.server.ts'
import * as paths from '#app/paths.ts'
import { download } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { xlsxType } from '#app/sheets/kinds.ts'
import { type WrittenCell, writeWorkbook } from '#app/sheets/workbook.server.ts'
import { recordExport } from '#db/awards/export.ts'
import { type ListedAward, readAllAwards } from '#db/awards/list.ts'
import { listFilterChoices } from '#db/awards/totals.ts'

/** The awards list as a workbook: the same filters, order and columns, all pages, and a sheet that says
 *  what they are and as of when. It is made aside as the rows come, as of one moment, and sent when it is
 *  whole: neither its length nor a slow reader holds anybody else up. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const list = askedList(actor, new URL(request.url).searchParams)
  const folder = await mkdtemp(path.join(tmpdir(), 'awards-'))
  try {
    const file = path.join(folder, 'awards.xlsx')
    const { rows, sha256 } = await writeAwards(actor, list, file)
    const address = paths.awards(awardListQuery(list))
    await recordExport(actor, 'awards.exported', { address, rows, sha256 })
    const moment = fileMoment(now())
    const counted = rows === 1 ? '1-row' : `${rows}-rows`
    const name = fileName('awards', moment, counted, ...filterNames(list.filters))
    const stream = createReadStream(file)
    const away = () => void rm(folder, { recursive: true, force: true })
    stream.once('close', away)
    return download(Readable.toWeb(stream) as ReadableStream<Uint8Array>, xlsxType, `${name}.xlsx`)
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    throw error
  }
}

async function writeAwards(actor: Permitted<'award.read'>, list: AwardList, file: string) {
  const choices = await listFilterChoices(actor)
  const at = now()
  const columns = awardFileColumns(list.columns, today())
  const hash = createHash('sha256')
  let rows = 0
  await readAllAwards(actor, list, async (batches) => {
    const awards = {
      name: 'Awards',
      widths: columns.map(({ header }) => Math.max(14, Math.min(40, header.length * 2))),
      hasHead: true,
      async *rows(): AsyncGenerator<WrittenCell[]> {
        yield columns.map(({ header }) => header)
        for await (const batch of batches) {
          rows += batch.length
          for (const award of batch) yield columns.map((column) => cellOf(column, award))
        }
      },
    }
    const about = {
      name: 'About this list',
      widths: [22, 90],
      hasHead: false,
      rows: (): WrittenCell[][] => [
        ['What', 'Awards of the Sector-Focused Employment Training Initiative'],
        ['As of', formatDateTime(at)],
        ['Rows', { number: String(rows) }],
        [
          'Filters',
          filterWords(list.filters, choices)
            .map(({ words }) => words)
            .join('; ') || 'none',
        ],
        ['Order', orderWords(list)],
        ['Taken by', `${actor.name}, ${actor.organizationName}`],
        ['The list on screen', `${env().origin}${paths.awards(awardListQuery(list))}`],
        [
          'Sample',
          'Rows whose origin is “sample” are invented; do not add their amounts to those from sources.',
        ],
        ['Empty cells', 'What the sources read do not say is left empty, which is not zero.'],
      ],
    }
    const workbook = writeWorkbook([awards, about], ['Awards', 'About this list'])
    await pipeline(
      workbook,
      async function* (chunks: AsyncIterable<Buffer>) {
        for await (const chunk of chunks) {
          hash.update(chunk)
          yield chunk
        }
      },
      createWriteStream(file, { mode: 0o600 }),
    )
  })
  return { rows, sha256: hash.digest('hex') }
}

function cellOf(
  { kind, value }: ReturnType<typeof awardFileColumns>[number],
  award: ListedAward,
): WrittenCell {
  const text = value(award)
  return kind === 'number' && text !== null ? { number: text } : text
}
