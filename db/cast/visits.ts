import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { castActor } from '../cast.ts'
import { keepBytes } from '../file_store.ts'
import { moveCorrection } from '../oversight/corrections.ts'
import { addAnswerFile, addFindingFile } from '../oversight/files.ts'
import { takeFileBack } from '../oversight/take_back.ts'
import { findVisit, noteFinding, planVisit, sendLetter } from '../oversight/visits.ts'
import type { WriteKey } from '../write.ts'

const compact = 'SAMPLE-GJC-01'

const timePolicy = `Time policy, sample

1. Each trainer signs a time sheet at the end of the week.
2. The program manager countersigns it before it is paid.
3. A sheet without both signatures is sent back.
`

const placements = `Placements of the spring, sample

Told by an employer's record: 7. Told by the trainee alone: 2.
`

const interviews = `Interview notes, sample

Belongs to the visit of another award.
`

/** Plays a visit whose two findings are answered and closed, or still to be answered, and one that is
 *  planned. `on` lives so many days ago. */
export async function playVisits(
  on: (daysAgo: number, act: (key: WriteKey) => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const dana = await castActor('dana.whitfield@eda.example.org', 'visit.plan')
  const first = { number: compact, no: 1 }
  await on(50, (key) =>
    planVisit(dana, key, compact, {
      kind: 'on_site',
      on: addDays(today(), 12),
      scope: 'Eligibility files of the second cohort, time sheets, and two of the clinics.',
    }),
  )
  await on(37, (key) =>
    noteFinding(
      dana,
      key,
      { ...first, version: 1 },
      {
        kind: 'compliance',
        words:
          'Time sheets of three trainers are signed by themselves only. 2 CFR 200.430 asks for records that a supervisor can confirm.',
        questionedCost: '18400.00',
        due: addDays(today(), 25),
      },
    ),
  )
  await on(37, (key) =>
    noteFinding(
      dana,
      key,
      { ...first, version: 2 },
      {
        kind: 'compliance',
        words: 'Four of thirty eligibility files hold no proof of residence.',
        questionedCost: null,
        due: addDays(today(), 47),
      },
    ),
  )
  await on(37, (key) =>
    noteFinding(
      dana,
      key,
      { ...first, version: 3 },
      {
        kind: 'practice',
        words: 'Each trainee meets the hiring clinic in the second week, and most stay with it.',
        questionedCost: null,
        due: null,
      },
    ),
  )
  await on(36, (key) =>
    sendLetter(
      dana,
      key,
      { ...first, version: 4 },
      {
        on: today(),
        words:
          'Thank you for two well-prepared days. We met the director, three trainers and nine trainees, and visited clinics in Pueblo and Walsenburg. The program is well run and liked by its employers. Two matters need your answer by the days below.',
      },
    ),
  )
  await on(16, async (key) => {
    const luis = await castActor('luis.herrera@bluemesa.example.org', 'correction.draft')
    await addAnswerFile(luis, key, first, await kept('time-policy.txt', timePolicy))
  })
  await on(15, async (key) => {
    const joan = await castActor('joan.keller@bluemesa.example.org', 'correction.answer')
    await moveCorrection(joan, key, { ...first, version: 2 }, 'answer', {
      response: 'The program manager countersigns every time sheet since the first of the month.',
      evidence:
        'Time policy of the first, and the time sheets of two weeks, in the shared folder; the policy is attached.',
    })
  })
  await on(11, async (key) => {
    const verifier = await castActor('dana.whitfield@eda.example.org', 'correction.verify')
    await moveCorrection(verifier, key, { ...first, version: 3 }, 'verify', {
      words: 'Policy read; twelve of twelve time sheets are countersigned.',
    })
  })
  await on(9, async (key) => {
    const priya = await castActor('priya.raman@eda.example.org', 'correction.close')
    await moveCorrection(priya, key, { ...first, version: 4 }, 'close', {
      words: 'The cost is allowed on the strength of the clinics’ own sign-in sheets.',
    })
  })
  await on(5, (key) =>
    planVisit(dana, key, compact, {
      kind: 'desk',
      on: addDays(today(), 15),
      scope:
        'Placement records of the last two quarters, and the residence files named in my letter.',
    }),
  )
  await on(2, (key) =>
    noteFinding(
      dana,
      key,
      { number: compact, no: 2, version: 1 },
      {
        kind: 'concern',
        words: 'Of nine placements of the spring, two are told by the trainee alone.',
        questionedCost: null,
        due: null,
      },
    ),
  )
  const read = await castActor('dana.whitfield@eda.example.org', 'visit.read')
  const concern = async () => {
    const visit = await findVisit(read, compact, 2)
    return { number: compact, no: 2, finding: visit?.findings[0]?.id ?? 0 }
  }
  const wrong = await kept('interview-notes.txt', interviews)
  await on(2, async (key) => addFindingFile(dana, key, await concern(), wrong))
  await on(2, async (key) =>
    takeFileBack(
      dana,
      key,
      { ...(await concern()), sha256: wrong.sha256, version: 3 },
      { words: 'These are the notes of another award’s visit.' },
    ),
  )
  const right = await kept('placements.txt', placements)
  await on(2, async (key) => addFindingFile(dana, key, await concern(), right))
}

async function kept(name: string, words: string) {
  const bytes = Buffer.from(words)
  return { name, kind: 'txt' as const, size: bytes.length, sha256: await keepBytes(bytes) }
}
