import type { Permitted } from '#app/domain/access.ts'
import { Refusal } from '#app/domain/outcome.ts'
import type { Financials } from '#app/domain/report/financial_forms.ts'
import { record } from '../events.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { awardRow, lastOpened, periodsUnder, readChanges } from './schedule.ts'
import { takeOpenAward } from './take.ts'

/** Has an award of the actor's agency owe financial reports from the beginning of a period that was not
 *  opened yet, or none any more. Reports that were opened stay. Null: no such award. */
export async function changeFinancials(
  actor: Permitted<'schedule.change'>,
  key: WriteKey,
  number: string,
  version: number,
  { from, reason }: Financials,
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    const taken = await takeOpenAward(trx, actor, number, version)
    if (!taken) return null
    const award = await awardRow(trx).where('awards.id', '=', taken.id).executeTakeFirstOrThrow()
    const opened = await lastOpened(trx, award.id)
    const changes = await readChanges(trx, [award.id])
    const isAhead = periodsUnder(award, changes.get(award.id) ?? []).some(
      ({ start, end }) => start === from && (opened === null || end > opened),
    )
    if (from !== null && !isAhead) {
      throw new Refusal({
        from: 'Choose the first day of a period whose report is not open yet, or none.',
      })
    }
    await trx
      .updateTable('awards')
      .set({ financialFrom: from })
      .where('id', '=', award.id)
      .execute()
    await record(trx, actor, {
      kind: 'award.rescheduled',
      awardId: award.id,
      before: { financialReportsFrom: award.financialFrom },
      after: { financialReportsFrom: from },
      reason,
    })
    return award.number
  })
}
