import { permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset } from '#app/domain/clock.ts'
import type { Reach } from '#app/domain/overlap/reach.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { commentOnOverlap, moveOverlap } from '../overlap/decide.ts'
import { judgeQueued } from '../overlap/judge.ts'
import { recordReach } from '../overlap/reach.ts'
import { writeKey } from '../write.ts'
import { castScheduler } from './scheduler.ts'

const formula = 'SAMPLE-WIOA-01'
const ladders = 'SAMPLE-CSJQ-01'

const reaches: [number: string, reach: Reach & { ground: string }][] = [
  [
    formula,
    {
      nationwide: false,
      statewide: ['NE'],
      counties: [],
      populations: ['unemployed', 'low_income', 'dislocated'],
      services: [
        'recruitment',
        'assessment',
        'career_readiness',
        'classroom_training',
        'placement',
      ],
      ground: 'State plan, section on the adult program.',
    },
  ],
  [
    ladders,
    {
      nationwide: false,
      statewide: [],
      counties: ['31019', '31079'],
      populations: ['low_income', 'unemployed'],
      services: ['career_readiness', 'classroom_training', 'supportive_services', 'placement'],
      ground: 'Project narrative, pages 6 to 9: Buffalo and Hall counties.',
    },
  ],
]

/** An officer records the reach of two awards that train for care work in one state; the rule finds that they
 *  overlap, and a director takes it up. Then the rule judges every other pair. */
export async function playOverlap(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const on = (daysAgo: number) => setClockOffset(offset - daysAgo * 86_400_000)
  try {
    on(40)
    const elena = await castActor('elena.ortiz@eta.example.org', 'reach.record')
    for (const [number, reach] of reaches) {
      await recordReach(elena, writeKey(`cast-reach-${number}`, number), number, 0, reach)
    }
    const overlap = await db
      .selectFrom('overlapFindings')
      .where('sample', '=', true)
      .where('level', '=', 'overlap')
      .select(['id', 'version'])
      .executeTakeFirstOrThrow()
    on(33)
    const commenting = await castActor('elena.ortiz@eta.example.org', 'overlap.comment')
    await commentOnOverlap(
      commenting,
      writeKey('cast-overlap-comment', formula),
      overlap.id,
      'Same department, two desks. The formula funds pay for the first course; Ladders begins where it ends. They do not share a list of applicants yet.',
    )
    on(30)
    const helen = await castActor('helen.marsh@seti.example.org', 'overlap.decide')
    await moveOverlap(helen, writeKey('cast-overlap-triage', formula), overlap, 'triage', {
      action: null,
      words: 'I will ask the department how applicants are told of both.',
    })
  } finally {
    setClockOffset(offset)
  }
  await judgeQueued(permitSystem(castScheduler, 'overlap.judge'))
}
