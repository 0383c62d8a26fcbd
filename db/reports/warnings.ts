import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { readinessOf } from '#app/domain/report/readiness.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { mayWrite, recordSaving, sealed, writeChanges } from './answers.ts'
import { readFiling } from './matter.ts'
import { takeReport } from './state.ts'

/**
 * Keeps the lines that explain a draft's warnings. They are kept like the words to an answer, under the
 * warning's key, so that they have revisions and are never written over unseen. A warning that no longer
 * stands is left alone; one about sealed sections may be explained while others are corrected.
 */
export async function explainWarnings(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  given: { words: Readonly<Record<string, string | null>>; seen: number },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number)
    if (!report) return null
    const filing = await readFiling(report, trx)
    const sections = new Set(filing.items.map(({ sectionOrder }) => sectionOrder))
    if (![...sections].some((section) => mayWrite(report, section))) throw sealed(report)
    const standing = readinessOf(filing).warnings.filter(({ key: one }) => one in given.words)
    const at = now()
    await writeChanges(trx, actor, report, {
      changes: standing.map(({ key: itemCode }) => ({
        itemCode,
        part: 'explanation',
        value: given.words[itemCode] ?? null,
      })),
      seen: given.seen,
      isAutomatic: false,
      uploadId: null,
      at,
    })
    const sectionOf = (code: string | undefined) =>
      filing.items.find(({ itemCode }) => itemCode === code)?.sectionOrder
    for (const section of sections) {
      const keys = standing.flatMap(({ key: one, items: [first] }) =>
        sectionOf(first) === section ? [one] : [],
      )
      if (keys.length === 0) continue
      const codes = filing.items
        .filter(({ sectionOrder }) => sectionOrder === section)
        .map(({ itemCode }) => itemCode)
      const mine = { section, items: [...codes, ...keys], isLeaving: true }
      await recordSaving(trx, actor, report, mine, at)
    }
    return { number: report.number }
  })
}
