import type { Sheet, SheetProblem } from './domain/report/sheet_reading.ts'
import {
  type CountSubject,
  isSameCounts,
  placeOf,
  readCountSheet,
} from './domain/study/count_sheet.ts'
import { armFields, countFields, countLabels } from './domain/study/monthly_counts.ts'

/** What a file of counts would change, with the rows as its confirmation posts them; nothing is stored. */
export function previewCounts(name: string, sheet: Sheet, subject: CountSubject) {
  const reading = readCountSheet(sheet, subject)
  const problems: SheetProblem[] = reading.ok ? [] : reading.problems
  const all = reading.ok ? reading.rows : []
  const changed = all.flatMap((row) => {
    const before = subject.standing.get(placeOf(row))
    return before && isSameCounts(before.counts, row.counts) ? [] : [{ row, before }]
  })
  return {
    name,
    problems,
    count: problems.length,
    unchanged: all.length - changed.length,
    assigned: changed.reduce((sum, { row }) => sum + row.counts.program + row.counts.control, 0),
    rows: JSON.stringify(changed.map(({ row, before }) => ({ ...row, no: before?.no ?? 0 }))),
    changes: changed.map(({ row, before }) => ({
      number: subject.sites.find(({ awardId }) => awardId === row.awardId)?.number ?? '',
      month: row.month.slice(0, 7),
      block: row.block,
      reached: row.counts.reached,
      assessed: row.counts.assessed,
      assigned: row.counts.program + row.counts.control,
      reason: row.reason,
      // What was counted of an arm before is a look at it, which this page is not.
      changed: before
        ? countFields
            .filter((field) => before.counts[field] !== row.counts[field])
            .map((field) =>
              (armFields as readonly string[]).includes(field)
                ? countLabels[field]
                : `${countLabels[field]} ${before.counts[field]} → ${row.counts[field]}`,
            )
        : null,
    })),
  }
}

export type CountPreview = ReturnType<typeof previewCounts>
