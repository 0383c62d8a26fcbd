import { castActor } from '../cast.ts'
import { addDays } from '#app/domain/dates.ts'
import type { PetitionKind, Recommendation } from '#app/domain/report/petitions.ts'
import { db } from '../index.ts'
import { askPetition, decidePetition, recommendPetition } from '../reports/petitions.ts'
import type { WriteKey } from '../write.ts'
import type { CastEmail } from './people.ts'

/** What somebody of the cast asks, recommends or decides about the due date of a report. */
export type PetitionAct = { kind: PetitionKind; by: CastEmail; words: string } & (
  | { act: 'request'; organization: string; wantedOn: string | null }
  | { act: 'recommend'; recommendation: Recommendation }
  | { act: 'decide'; decision: 'granted' | 'refused'; grantedOn: string | null }
)

type Dated = PetitionAct & { period: 0 | 2; on: string }

/** The health careers report waits for its officer to recommend more time. */
export function askedFor(on: string, wantedOn: string): Dated {
  return {
    period: 2,
    on,
    act: 'request',
    kind: 'extension',
    by: 'luis.herrera@bluemesa.example.org',
    organization: 'blue-mesa-workforce-alliance',
    wantedOn,
    words:
      'Two of our clinics send their payroll records only at the end of the month. Without them we would report placements that we cannot show.',
  }
}

/** The ports award began late in a quarter, and its first report was not required. */
export function excused(periodEnd: string): Dated[] {
  const about = { period: 0, kind: 'waiver' } as const
  return [
    {
      ...about,
      on: addDays(periodEnd, 12),
      act: 'request',
      by: 'walt.pruitt@harbortrades.example.org',
      organization: 'harbor-trades-collaborative',
      wantedOn: null,
      words:
        'The award began forty days before the quarter ended. We hired staff and signed the port; nobody was enrolled yet.',
    },
    {
      ...about,
      on: addDays(periodEnd, 14),
      act: 'recommend',
      by: 'elena.ortiz@eta.example.org',
      recommendation: 'for',
      words: 'No participants in the period. The next report tells of the start-up as well.',
    },
    {
      ...about,
      on: addDays(periodEnd, 16),
      act: 'decide',
      by: 'tom.okafor@eta.example.org',
      decision: 'granted',
      grantedOn: null,
      words: 'A start-up quarter without participants. Report it with the next.',
    },
  ]
}

/** A later report of the same award was given two more weeks. */
export function extended(periodEnd: string): Dated[] {
  const about = { period: 2, kind: 'extension' } as const
  return [
    {
      ...about,
      on: addDays(periodEnd, 30),
      act: 'request',
      by: 'omar.haddad@tidewater.example.org',
      organization: 'harbor-trades-collaborative',
      wantedOn: addDays(periodEnd, 75),
      words: 'The union hall moved, and its training records are in boxes until next month.',
    },
    {
      ...about,
      on: addDays(periodEnd, 33),
      act: 'recommend',
      by: 'elena.ortiz@eta.example.org',
      recommendation: 'for',
      words: 'I saw the move on my visit. Two weeks are enough for the records that matter.',
    },
    {
      ...about,
      on: addDays(periodEnd, 35),
      act: 'decide',
      by: 'tom.okafor@eta.example.org',
      decision: 'granted',
      grantedOn: addDays(periodEnd, 60),
      words:
        'Fifteen days, as the program officer recommends, so that the next quarter is not late.',
    },
  ]
}

export async function playPetition(act: PetitionAct, number: string, key: WriteKey): Promise<void> {
  const { kind, words } = act
  switch (act.act) {
    case 'request': {
      const { by, organization, wantedOn } = act
      const asker = await castActor(by, 'extension.ask', organization)
      await askPetition(asker, key, number, kind, { wantedOn, reason: words })
      return
    }
    case 'recommend': {
      const officer = await castActor(act.by, 'extension.recommend')
      const { recommendation } = act
      const given = { recommendation, words }
      await recommendPetition(officer, key, number, kind, await versionOf(number), given)
      return
    }
    case 'decide': {
      const officer = await castActor(act.by, 'extension.decide')
      const { decision, grantedOn } = act
      const given = { decision, grantedOn, words }
      await decidePetition(officer, key, number, kind, await versionOf(number), given)
    }
  }
}

async function versionOf(number: string): Promise<number> {
  const { version } = await db
    .selectFrom('reportPetitions')
    .innerJoin('reports', 'reports.id', 'reportPetitions.reportId')
    .where('reports.number', '=', number)
    .where('reportPetitions.outcome', 'is', null)
    .select('reportPetitions.version')
    .executeTakeFirstOrThrow()
  return version
}
