import type { Task } from 'graphile-worker'
import * as z from 'zod/mini'
import { permitSystem } from '#app/domain/access.ts'
import { judgeAward } from '#app/domain/award_import.ts'
import type { PlannedAward } from '#app/domain/award_sheet.ts'
import { readAwardSheet } from '#app/domain/award_sheet_reading.ts'
import { problemsKept } from '#db/reports/uploads.ts'
import { findImportRecord, findSheetLists } from '#db/awards/import_record.ts'
import { ImportOvertaken, storeImport } from '#db/awards/import_store.ts'
import {
  giveUpImport,
  stageImport,
  takeToRead,
  takeToStore,
  tellImport,
} from '#db/awards/imports.ts'
import { readBytesOf } from '#db/file_store.ts'
import { readSheet } from '../sheets/read.server.ts'

const payload = z.object({ importId: z.number() })

const scheduler = () =>
  permitSystem({ kind: 'system', name: 'scheduler', requestId: 'import_awards' }, 'award.import')

/** How many rows are compared with the record at a time. */
const batch = 1000

/** Reads a file of awards and compares it with the record; run again, it begins anew. */
export const readImport: Task = async (given) => {
  const { importId } = payload.parse(given)
  const reader = scheduler()
  const file = await takeToRead(reader, importId)
  if (!file) return
  const refuse = (say: string) => stageImport(reader, importId, { kind: null, problems: [], say })
  const read = await readSheet(file.fileName, await readBytesOf(file.sha256))
  if (!read.ok) return refuse(read.say)
  const lists = await findSheetLists(file.agencyCode, file.programCode)
  const sheet = readAwardSheet(read.sheet, lists)
  const { kind, places, awards, problems } = sheet
  if (awards.length === 0 && problems.length === 0) {
    return refuse('This file has headings and no awards. Fill a row for each award.')
  }
  await tellImport(reader, importId, { rowsTotal: awards.length, rowsDone: 0 })
  const planned: PlannedAward[] = []
  for (let from = 0; from < awards.length; from += batch) {
    const part = awards.slice(from, from + batch)
    const record = await findImportRecord(part, file)
    for (const award of part) {
      const judged = judgeAward(award, record, { lists, places })
      if ('problem' in judged) problems.push(judged.problem)
      else planned.push(judged.planned)
    }
    const rowsDone = Math.min(from + batch, awards.length)
    await tellImport(reader, importId, { rowsTotal: awards.length, rowsDone })
  }
  if (problems.length === 0) return stageImport(reader, importId, { kind, planned })
  const inOrder = problems.sort((first, second) => first.row - second.row).slice(0, problemsKept)
  await stageImport(reader, importId, { kind, problems: inOrder, say: null })
}

/** Stores a confirmed file in the name of who confirmed it, whole or not at all. */
export const storeConfirmedImport: Task = async (given) => {
  const { importId } = payload.parse(given)
  const keeper = scheduler()
  const confirmed = await takeToStore(keeper, importId)
  if (!confirmed) return
  const { actor, file, planned } = confirmed
  if (!actor) return giveUpImport(keeper, importId, noLongerMay)
  try {
    await storeImport(actor, file, planned)
  } catch (error) {
    if (!(error instanceof ImportOvertaken)) throw error
    await giveUpImport(keeper, importId, error.message)
  }
}

const noLongerMay =
  'Who confirmed this file no longer is a grants officer of the agency. Nothing of it was stored. Read it again to confirm it yourself.'
