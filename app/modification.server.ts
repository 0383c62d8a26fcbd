import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { dayIn, today } from '#app/domain/clock.ts'
import { type ModificationKind, isMoveOpen, kindsFor } from '#app/domain/modification.ts'
import {
  modificationDecisionRefusal,
  modificationNotes,
  modificationWithdrawalRefusal,
} from '#app/domain/modification_rules.ts'
import { found, foundId } from '#app/responses.ts'
import {
  type Modification,
  type ModifiedAward,
  findModification,
  findModifiedAward,
  listModificationComments,
} from '#db/awards/modifications.ts'

/** Whoever holds one of these rights also reads modifications. */
type Reader = Permitted<
  | 'modification.read'
  | 'modification.draft'
  | 'modification.ask'
  | 'modification.withdraw'
  | 'modification.recommend'
  | 'modification.decide'
  | 'modification.comment'
>

/** What the person at the page does next, or why nothing. */
export type ModificationTurn =
  { do: 'send' | 'recommend' | 'decide' | 'comment' } | { do: 'nothing'; why: string | null }

/** Everything about one modification, and what this person does next about it. */
export async function modificationPage(
  actor: Reader,
  request: Request,
  params: { number?: string; no?: string },
) {
  const reader = actor as Permitted<'modification.read'>
  const award = found(await findModifiedAward(reader, params.number ?? ''))
  const modification = found(await findModification(reader, award.id, foundId(params.no)))
  const comments = await listModificationComments(reader, modification.id)
  const day = today()
  const isOpen = isMoveOpen('withdraw', modification.state)
  const terms = isOpen
    ? award
    : { amount: modification.oldAmount, periodEnd: modification.oldPeriodEnd }
  return {
    award,
    modification,
    comments,
    terms: { amount: terms.amount, periodEnd: terms.periodEnd },
    notes: isOpen
      ? modificationNotes(modification, {
          terms: award,
          askedOn: modification.askedAt ? dayIn(modification.askedAt) : day,
          periodStart: award.periodStart,
        })
      : [],
    turn: turnOf(actor, award, modification, day),
    mayEdit: may(actor.role, 'modification.draft') && isMoveOpen('edit', modification.state),
    mayWithdraw:
      may(actor.role, 'modification.withdraw') &&
      modificationWithdrawalRefusal(modification, actor) === null,
    readsStudies: may(actor.role, 'study.read'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

function turnOf(
  actor: Actor,
  award: ModifiedAward,
  modification: Modification,
  day: string,
): ModificationTurn {
  const { role, personId } = actor
  const { state } = modification
  if (may(role, 'modification.draft') && state === 'draft') {
    return may(role, 'modification.ask')
      ? { do: 'send' }
      : { do: 'nothing', why: 'A certifying official of your organization asks for it.' }
  }
  if (may(role, 'modification.recommend') && isMoveOpen('recommend', state)) {
    return award.isOwnCase
      ? { do: 'recommend' }
      : { do: 'nothing', why: 'The program officer who looks after this award recommends.' }
  }
  if (may(role, 'modification.decide') && isMoveOpen('approve', state)) {
    const why = modificationDecisionRefusal(
      { ...modification, askedOn: modification.askedAt && dayIn(modification.askedAt) },
      { personId, hasOfficer: award.officerName !== null, day },
    )
    return why ? { do: 'nothing', why } : { do: 'decide' }
  }
  if (may(role, 'modification.comment') && isMoveOpen('approve', state)) return { do: 'comment' }
  return { do: 'nothing', why: null }
}

/** What this person may begin on an award: a grantee's own, an officer's own caseload; nothing once it is
 *  closed. */
export function kindsToBegin(actor: Actor, award: ModifiedAward): readonly ModificationKind[] {
  if (closedRefusal(award.status)) return []
  if (may(actor.role, 'modification.draft')) return kindsFor('grantee')
  return may(actor.role, 'modification.recommend') && award.isOwnCase ? kindsFor('agency') : []
}
