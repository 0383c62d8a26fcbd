import { type Actor, may } from '#app/domain/access.ts'
import { dayIn, today } from '#app/domain/clock.ts'
import {
  type PetitionKind,
  askRefusal,
  decisionRefusal,
  petitionKinds,
} from '#app/domain/report/petitions.ts'
import { found } from '#app/responses.ts'
import {
  type DueReader,
  type ExpectedReport,
  type ListedPetition,
  findExpected,
  listPetitions,
} from '#db/reports/expected.ts'

/** What the person at the page can do now, or why nothing. */
export type PetitionTurn =
  | { do: 'ask' | 'propose' }
  | { do: 'withdraw' | 'recommend' | 'decide'; petition: ListedPetition }
  | { do: 'nothing'; why: string | null }

/** The kind of petition an address names, or 404. */
export function petitionKind(params: { petition?: string }): PetitionKind {
  return found(petitionKinds.find((kind) => kind === params.petition))
}

/** Everything about the due date of one report, and what this person does next about it. */
export async function petitionPage(
  actor: DueReader,
  request: Request,
  params: { number?: string; petition?: string },
) {
  const kind = petitionKind(params)
  const day = today()
  const report = found(await findExpected(actor, params.number ?? '', day))
  const petitions = await listPetitions(actor, report.id)
  return {
    kind,
    day,
    report,
    petitions,
    turn: turnOf(actor, { kind, report, petitions, day }),
    mayLapse: may(actor.role, 'extension.decide'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

function turnOf(
  actor: Actor,
  at: { kind: PetitionKind; report: ExpectedReport; petitions: ListedPetition[]; day: string },
): PetitionTurn {
  const { kind, report, day } = at
  const closed = askRefusal(kind, report, day)
  const petition = at.petitions.find((one) => one.kind === kind && one.outcome === null)
  if (may(actor.role, 'extension.ask')) {
    if (petition) return { do: 'withdraw', petition }
    return closed ? { do: 'nothing', why: closed } : { do: 'ask' }
  }
  if (may(actor.role, 'extension.recommend')) {
    if (petition && !petition.recommendation) return { do: 'recommend', petition }
    if (!petition && !closed && kind === 'waiver') return { do: 'propose' }
  }
  if (petition && may(actor.role, 'extension.decide')) {
    const { personId } = actor
    const why = decisionRefusal(
      { ...petition, askedOn: dayIn(petition.askedAt) },
      { personId, hasOfficer: report.officerName !== null, day },
    )
    return why ? { do: 'nothing', why } : { do: 'decide', petition }
  }
  return { do: 'nothing', why: null }
}
