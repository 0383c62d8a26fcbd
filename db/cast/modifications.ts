import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import { type Proposal, noParts } from '#app/domain/modification.ts'
import {
  askModification,
  commentOnModification,
  decideModification,
  draftModification,
  proposeModification,
  recommendModification,
} from '../awards/modify.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { type WriteKey, writeKey } from '../write.ts'
import type { CastEmail } from './people.ts'

const compact = 'SAMPLE-GJC-01'

/** Plays modifications of the sample awards: one approved at the site of a study, one that waits for the
 *  study's word, one for the officer, one draft, and a supplement. */
export async function playModifications(): Promise<void> {
  const offset = now().getTime() - Date.now()
  let step = 0
  const on = async (daysAgo: number, act: (key: WriteKey) => Promise<unknown>) => {
    step += 1
    setClockOffset(offset - daysAgo * 86_400_000 + step * 60_000)
    const name = `cast-modification-${step}`
    await act(writeKey(name, name))
  }
  const ends = await db
    .selectFrom('awards')
    .where('number', '=', compact)
    .select('periodEnd')
    .executeTakeFirstOrThrow()
  try {
    await on(60, (key) =>
      drafted(key, 'luis.herrera@bluemesa.example.org', compact, {
        ...noParts,
        kind: 'key_person',
        position: 'Project director',
        oldWords: 'Teresa Maldonado',
        newWords: 'Renee Castillo',
        reason:
          'Ms. Maldonado leaves for another county. Ms. Castillo has run the employer side of the compact since it began.',
      }),
    )
    await on(58, async (key) => {
      const joan = await castActor('joan.keller@bluemesa.example.org', 'modification.ask')
      await askModification(joan, key, compact, 1, 1)
    })
    await on(57, async (key) => {
      const amara = await castActor('amara.diallo@northfield.example.org', 'modification.comment')
      const words =
        'No concern: intake and assignment stay with the same staff. We meet the new director on Tuesday.'
      await commentOnModification(amara, key, compact, 1, { words })
    })
    await on(55, (key) =>
      recommended(key, 'dana.whitfield@eda.example.org', compact, 1, 2, {
        recommendation: 'for',
        words: 'I have worked with Ms. Castillo on two visits. The handover plan is sound.',
      }),
    )
    await on(54, async (key) => {
      const priya = await castActor('priya.raman@eda.example.org', 'modification.decide')
      const words = 'Approved as recommended. Send the updated list of contacts.'
      await decideModification(priya, key, compact, 1, 3, { decision: 'approved', words })
    })
    await on(6, (key) =>
      drafted(key, 'joan.keller@bluemesa.example.org', compact, {
        ...noParts,
        kind: 'no_cost_extension',
        newPeriodEnd: quarterEnd(addDays(ends.periodEnd ?? today(), 150)),
        reason:
          'Two cohorts began late because the college could not hire clinical instructors. Six months let them finish and be placed.',
      }),
    )
    await on(3, (key) =>
      recommended(key, 'dana.whitfield@eda.example.org', compact, 2, 1, {
        recommendation: 'for',
        words: 'Spending fits a longer period, and the two cohorts are full.',
      }),
    )
    await on(2, (key) =>
      drafted(key, 'ingrid.solberg@prairieline.example.org', 'SAMPLE-GJC-02', {
        ...noParts,
        kind: 'budget',
        lines: [
          { category: 'equipment', change: '84000.00' },
          { category: 'participant_support', change: '-60000.00' },
          { category: 'travel', change: '-24000.00' },
        ],
        reason:
          'A second welding bay was lent to us for the summer only. Buying one keeps the evening group going.',
      }),
    )
    await on(4, (key) =>
      drafted(key, 'luis.herrera@bluemesa.example.org', 'SAMPLE-GJC-03', {
        ...noParts,
        kind: 'scope',
        newWords:
          'Training in industrial maintenance for 240 people in Pueblo and Fremont counties, with a bridge course in applied mathematics.',
        reason: 'Fremont County employers asked to join and pay for a third of the course.',
      }),
    )
    await on(40, async (key) => {
      const elena = await castActor('elena.ortiz@eta.example.org', 'modification.recommend')
      await proposeModification(elena, key, 'SAMPLE-BPIJG-01', {
        ...noParts,
        kind: 'supplement',
        amountChange: '600000.00',
        reason:
          'The second increment that the notice of award foresaw, due now that the union hall is open.',
      })
    })
    await on(35, async (key) => {
      const tom = await castActor('tom.okafor@eta.example.org', 'modification.decide')
      const words = 'The second increment is available and the conditions are met.'
      await decideModification(tom, key, 'SAMPLE-BPIJG-01', 1, 1, { decision: 'approved', words })
    })
  } finally {
    setClockOffset(offset)
  }
}

async function drafted(key: WriteKey, by: CastEmail, award: string, proposal: Proposal) {
  await draftModification(await castActor(by, 'modification.draft'), key, award, proposal)
}

async function recommended(
  key: WriteKey,
  by: CastEmail,
  award: string,
  no: number,
  version: number,
  given: Parameters<typeof recommendModification>[5],
) {
  const officer = await castActor(by, 'modification.recommend')
  await recommendModification(officer, key, award, no, version, given)
}
