import type { SystemPermitted } from '#app/domain/access.ts'
import { addDays } from '#app/domain/dates.ts'
import {
  type AgreementReminder,
  agreementLabels,
  agreementReminder,
  longestRenewal,
} from '#app/domain/study/agreements.ts'
import { record } from '../events.ts'
import { db } from '../index.ts'
import { agreements } from './agreements.ts'

const told = {
  'agreement.renewal_due': 'renewalToldOn',
  'agreement.lapsed': 'lapseToldOn',
} as const satisfies Record<AgreementReminder, string>

/** Says of each agreement of an open study that its renewal is due by a day, and that it lapsed: each once,
 *  however often it is asked. Answers how often it did. */
export async function remindOfAgreements(
  actor: SystemPermitted<'agreement.remind'>,
  day: string,
): Promise<number> {
  let sent = 0
  for (const agreement of await readExpiring(day)) {
    const reminder = agreementReminder(agreement, day)
    if (!reminder) continue
    const column = told[reminder]
    const isSent = await db.transaction().execute(async (trx) => {
      const taken = await trx
        .updateTable('studyAgreements')
        .set({ [column]: day })
        .where('id', '=', agreement.id)
        .where(column, 'is', null)
        .where('endedOn', 'is', null)
        .executeTakeFirst()
      if (taken.numUpdatedRows === 0n) return false
      await record(trx, actor, {
        kind: reminder,
        studyId: agreement.studyId,
        after: {
          agreement: agreementLabels[agreement.kind],
          party: agreement.party,
          expires: agreement.expiresOn,
        },
      })
      return true
    })
    if (isSent) sent += 1
  }
  return sent
}

/** What nobody renewed or ended, at studies that are not over. */
async function readExpiring(day: string) {
  const rows = await agreements(db)
    .where('studyAgreements.expiresOn', '<=', addDays(day, longestRenewal))
    .where('studyAgreements.endedOn', 'is', null)
    .where('studyAgreements.lapseToldOn', 'is', null)
    .where('next.id', 'is', null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('studyStages')
          .whereRef('studyStages.studyId', '=', 'studyAgreements.studyId')
          .where('studyStages.state', '<>', 'closed')
          .select('studyStages.stage'),
      ),
    )
    .select(['studyAgreements.studyId', 'studyAgreements.renewalToldOn'])
    .orderBy('studyAgreements.id')
    .execute()
  return rows.map(({ renewalToldOn, ...agreement }) => ({
    ...agreement,
    isRenewalTold: renewalToldOn !== null,
  }))
}
