import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { createStudy } from '../studies/create.ts'
import { decideGate, proposeGate } from '../studies/gates.ts'
import { writeKey } from '../write.ts'
import { amara, ben, ruth } from './study_stories.ts'

const helen = 'helen.marsh@seti.example.org'

/** Two invented studies at their beginning, so that with the others there is one of every stage. */
const beginning: readonly {
  slug: string
  title: string
  summary: string
  programCode: string
  stages: readonly Stage[]
  /** Opened by its entry gate; the others wait for theirs. */
  opened: Stage
  why: string
}[] = [
  {
    slug: 'sector-training-evidence-scan',
    title: 'Sector training evidence scan',
    summary:
      'What is known of sector training in places with few employers, and how earnings moved where it was offered.',
    programCode: 'NEG',
    stages: ['knowledge', 'outcomes'],
    opened: 'knowledge',
    why: 'The work plan names its questions of the learning agenda.',
  },
  {
    slug: 'port-and-fiber-careers-comparison',
    title: 'Port and Fiber Careers comparison',
    summary:
      'Whether what worked in one port works in the next: a comparison with like places first, then a small trial and its costs.',
    programCode: 'BPIJG',
    stages: ['qed', 'pilot_rct', 'cost', 'replication'],
    opened: 'qed',
    why: 'Eight quarters of earnings before the program are on hand for both groups.',
  },
]

export async function playOtherStages(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  const on = (days: number) =>
    setClockOffset(Date.parse(`${addDays(day, -days)}T15:00:00Z`) - Date.now())
  try {
    const team = [await castActor(amara, 'study.read'), await castActor(ben, 'study.read')]
    for (const { programCode, opened, why, ...study } of beginning) {
      const { slug } = study
      on(9)
      await createStudy(await castActor(ruth, 'study.create'), keyOf(slug), {
        ...study,
        sample: true,
        sponsorCode: 'CEO',
        awardedOn: addDays(day, -9),
        leadFirmId: team[0]?.organizationId ?? 0,
        programCodes: [programCode],
        sites: [],
        team: team.map(({ membershipId, organizationId }) => ({ membershipId, organizationId })),
      })
      const gate = { slug, stage: opened, side: 'entry' } as const
      on(6)
      const version = await versionOf(slug, opened)
      await proposeGate(
        await castActor(ruth, 'gate.propose'),
        keyOf(`${slug}-proposal`),
        gate,
        version,
        { proposal: 'go', reason: why },
      )
      on(5)
      await decideGate(
        await castActor(helen, 'gate.decide'),
        keyOf(`${slug}-decision`),
        gate,
        version + 1,
        { decision: 'go', reason: 'Agreed. Begin.' },
      )
    }
  } finally {
    setClockOffset(offset)
  }
}

async function versionOf(slug: string, stage: Stage): Promise<number> {
  const { version } = await db
    .selectFrom('studyStages')
    .innerJoin('studies', 'studies.id', 'studyStages.studyId')
    .where('studies.slug', '=', slug)
    .where('studyStages.stage', '=', stage)
    .select('studyStages.version')
    .executeTakeFirstOrThrow()
  return version
}

const keyOf = (what: string) => writeKey(`cast-${what}`, what)
