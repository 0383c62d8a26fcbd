import { expect } from 'vitest'
import { foldReport } from '#app/domain/report/fold.ts'
import { reportMoves } from '#app/domain/report/machine.ts'
import { db } from '#db/index.ts'
import { readReportEvents } from '#db/reports/state.ts'
import { rowOf } from './drafts.ts'

/** The row is what the events add up to, there is one sealed version for each submission, and the
 *  figures that count are those of the accepted one. */
export async function expectWhole(number: string): Promise<void> {
  const row = await rowOf(number)
  const events = await readReportEvents(row.id)
  const state = foldReport(events)
  expect({
    author: row.authorState,
    agency: row.agencyState,
    endedAs: row.endedAs,
    versionNo: row.versionNo,
    acceptedVersionNo: row.acceptedVersionNo,
  }).toEqual({
    author: state.author,
    agency: state.agency,
    endedAs: state.endedAs,
    versionNo: state.versionNo,
    acceptedVersionNo: state.acceptedVersionNo,
  })
  const known: readonly string[] = reportMoves.map(({ event }) => event)
  expect(row.version).toBe(1 + events.filter(({ kind }) => known.includes(kind)).length)
  const versions = await db
    .selectFrom('reportVersions')
    .where('reportId', '=', row.id)
    .select('no')
    .orderBy('no')
    .execute()
  expect(versions.map(({ no }) => no)).toEqual(
    events.filter(({ kind }) => kind === 'report.submitted').map((_event, index) => index + 1),
  )
  const counted = await db
    .selectFrom('acceptedFigures')
    .where('reportId', '=', row.id)
    .select('versionNo')
    .distinct()
    .execute()
  expect(counted.map(({ versionNo }) => versionNo)).toEqual(
    row.acceptedVersionNo === null ? [] : [row.acceptedVersionNo],
  )
}
