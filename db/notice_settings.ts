import type { Permitted } from '#app/domain/access.ts'
import type { NoticeGroup } from '#app/domain/notice_line.ts'
import {
  type MailChoice,
  type NoticeSettings,
  defaultMail,
  groupsFor,
} from '#app/domain/notices.ts'
import { record } from './events.ts'
import { type Db, type Trx, db } from './index.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** How an actor gets each group of notices that can reach the role, as chosen or as usual. */
export async function listNoticeSettings(
  actor: Permitted<'session.use'>,
  within: Db | Trx = db,
): Promise<{ group: NoticeGroup; mail: MailChoice }[]> {
  const rows = await within
    .selectFrom('noticeSettings')
    .where('membershipId', '=', actor.membershipId)
    .select(['noticeGroup', 'mail'])
    .execute()
  const chosen = new Map(rows.map(({ noticeGroup, mail }) => [noticeGroup, mail]))
  return groupsFor(actor.role).map((group) => ({
    group,
    mail: chosen.get(group) ?? defaultMail(actor.role, group),
  }))
}

/** Chooses for what one is from now on; what was told already goes out as it was to. */
export async function chooseMail(
  actor: Permitted<'session.use'>,
  key: WriteKey,
  chosen: NoticeSettings,
): Promise<void> {
  await writeOnce(actor, key, async (trx) => {
    const before = await listNoticeSettings(actor, trx)
    const after = before.map(({ group, mail }) => ({ group, mail: chosen[group] ?? mail }))
    if (after.every(({ mail }, position) => mail === before[position]?.mail)) return
    await trx
      .insertInto('noticeSettings')
      .values(
        after.map(({ group, mail }) => ({
          organizationId: actor.organizationId,
          membershipId: actor.membershipId,
          noticeGroup: group,
          mail,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['membershipId', 'noticeGroup'])
          .doUpdateSet((eb) => ({ mail: eb.ref('excluded.mail') })),
      )
      .execute()
    await record(trx, actor, {
      kind: 'account.mail_chosen',
      subjectPersonId: actor.personId,
      before: asValues(before),
      after: asValues(after),
    })
  })
}

function asValues(settings: readonly { group: NoticeGroup; mail: MailChoice }[]) {
  return Object.fromEntries(settings.map(({ group, mail }) => [group, mail]))
}
