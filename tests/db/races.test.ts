import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type ReportMoveName, reportMoves } from '#app/domain/report/machine.ts'
import type { Right } from '#app/domain/access.ts'
import { verifyAudit } from '#db/audit.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { AnswersOvertaken, saveSection } from '#db/reports/answers.ts'
import { declineReport, handOverReport, withdrawReport } from '#db/reports/authors.ts'
import { certifyReport } from '#db/reports/certify.ts'
import { acceptReport, pickUpReport, reopenReport, returnReport } from '#db/reports/review.ts'
import { readReportEvents } from '#db/reports/state.ts'
import { findVersion } from '#db/reports/versions.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '#tests/setup/database.ts'
import { completeDraft, rowOf } from '#tests/setup/drafts.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'
import { acceptedAnyway } from '#tests/setup/filing.ts'
import { figure, randomFrom, seed, size } from '#tests/setup/size.ts'
import { expectWhole } from '#tests/setup/whole.ts'

/** Two people at one report at the same moment: whatever was answered "done" is there afterwards, and
 *  what cannot both be never is. */
const number = reportOf('SAMPLE-GJC-01')
const luis = 'luis.herrera@bluemesa.example.org'
const joan = 'joan.keller@bluemesa.example.org'
const dana = 'dana.whitfield@eda.example.org'
const priya = 'priya.raman@eda.example.org'

const random = randomFrom(seed)
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
  await completeDraft(luis, number)
})

const as = <R extends Right>(email: CastEmail, right: R) => castActor(email, right)
const newKey = () => writeKey(randomUUID(), 'race')

type Ending = { done: true } | { done: false; error: unknown }

/** Starts both, each a little later than the other by chance; a refusal is an ending like any other. */
async function race(
  one: () => Promise<unknown>,
  other: () => Promise<unknown>,
): Promise<[Ending, Ending]> {
  const run = async (work: () => Promise<unknown>, turns: number): Promise<Ending> => {
    for (let turn = 0; turn < turns; turn += 1) await new Promise(setImmediate)
    try {
      expect(await work()).not.toBeNull()
      return { done: true }
    } catch (error) {
      if (error instanceof Conflict || error instanceof Refusal) return { done: false, error }
      throw error
    }
  }
  const head = Math.floor(random() * 12) - 6
  return Promise.all([run(one, Math.max(head, 0)), run(other, Math.max(-head, 0))])
}

const signature = { name: 'Joan Keller', title: 'Executive Director' }
const section = [{ section: 2, reason: 'figure_unclear', words: 'Which figure is it?' }] as const
const moves = {
  hand_over: async (version) =>
    handOverReport(await as(luis, 'report.write'), newKey(), number, version),
  decline: async (version) =>
    declineReport(await as(joan, 'report.certify'), newKey(), number, version, { reason: 'No.' }),
  certify: async (version) =>
    certifyReport(await as(joan, 'report.certify'), newKey(), number, version, signature),
  withdraw: async (version) =>
    withdrawReport(await as(joan, 'report.certify'), newKey(), number, version, { reason: 'Oh.' }),
  pick_up: async (version) =>
    pickUpReport(await as(dana, 'report.review'), newKey(), number, version, 'pick_up'),
  hand_back: async (version) =>
    pickUpReport(await as(dana, 'report.review'), newKey(), number, version, 'hand_back'),
  return: async (version) =>
    returnReport(await as(dana, 'report.review'), newKey(), number, version, section),
  accept: async (version) =>
    acceptReport(await as(dana, 'report.review'), newKey(), number, version, acceptedAnyway),
  reopen: async (version) =>
    reopenReport(await as(priya, 'report.reopen'), newKey(), number, version, {
      sections: [2],
      reason: 'Once more.',
    }),
} satisfies Partial<Record<ReportMoveName, (version: number) => Promise<unknown>>>
type Move = keyof typeof moves

/** Brings the report to a state by the moves that lead there from wherever it is. */
async function bringTo(state: 'draft' | 'awaiting_certification' | 'submitted' | 'in_review') {
  for (;;) {
    const row = await rowOf(number)
    const { authorState: author, agencyState: agency } = row
    const at = agency === 'in_review' ? 'in_review' : author
    if (at === state && agency !== 'accepted') return row.version
    await moves[wayTo(state, author, agency)](row.version)
  }
}

function wayTo(state: string, author: string, agency: string): Move {
  if (author === 'draft') return 'hand_over'
  if (author === 'awaiting_certification') return state === 'draft' ? 'decline' : 'certify'
  if (agency === 'accepted') return 'reopen'
  if (agency === 'in_review') return state === 'submitted' ? 'hand_back' : 'return'
  return state === 'in_review' ? 'pick_up' : 'withdraw'
}

async function kinds(): Promise<string[]> {
  const events = await readReportEvents((await rowOf(number)).id)
  return events.map(({ kind }) => kind).filter((kind) => kind !== 'report.saved')
}

describe('two people at one report', () => {
  test('hand over with an answer in it, or refuse the answer', async () => {
    for (let round = 0; round < size(250, 12); round += 1) {
      const version = await bringTo('draft')
      const words = `Edited in round ${round} of ${seed}`
      const [handedOver, edited] = await race(
        () => moves.hand_over(version),
        () => edit(words),
      )
      expect(handedOver.done).toBe(true)
      await moves.certify(version + 1)
      const sealed = await sealedWords()
      if (edited.done) expect(sealed).toBe(words)
      else expect(sealed).not.toBe(words)
    }
    await expectWhole(number)
  })

  test('seal what was there when they signed, whoever edits meanwhile', async () => {
    for (let round = 0; round < size(250, 12); round += 1) {
      const version = await bringTo('awaiting_certification')
      const words = `Slipped in, round ${round} of ${seed}`
      const before = (await answersNow())['N_CHALLENGES']
      const [signed, edited] = await race(
        () => moves.certify(version),
        () => edit(words),
      )
      expect([signed.done, edited.done]).toEqual([true, false])
      expect(await sealedWords()).toBe(before)
      expect((await answersNow())['N_CHALLENGES']).toBe(before)
    }
    await expectWhole(number)
  })

  test.each<[string, 'awaiting_certification' | 'submitted' | 'in_review', Move, Move]>([
    ['accept or return', 'in_review', 'accept', 'return'],
    ['sign or decline', 'awaiting_certification', 'certify', 'decline'],
    ['withdraw or pick up', 'submitted', 'withdraw', 'pick_up'],
  ])('%s, never both', async (_words, state, one, other) => {
    for (let round = 0; round < size(250, 12); round += 1) {
      const version = await bringTo(state)
      const before = await kinds()
      const endings = await race(
        () => moves[one](version),
        () => moves[other](version),
      )
      expect(endings.filter(({ done }) => done)).toHaveLength(1)
      const happened = (await kinds()).slice(before.length)
      expect(happened).toEqual([eventOf(endings[0].done ? one : other)])
      await expectWhole(number)
    }
  })

  test('submit and withdraw in that order or not at all', async () => {
    for (let round = 0; round < size(250, 12); round += 1) {
      const version = await bringTo('awaiting_certification')
      const before = await kinds()
      const [signed, withdrawn] = await race(
        () => moves.certify(version),
        // The other page was made as if the report had been submitted already.
        () => moves.withdraw(version + 1),
      )
      expect(signed.done).toBe(true)
      const happened = (await kinds()).slice(before.length)
      expect(happened).toEqual([
        'report.submitted',
        ...(withdrawn.done ? ['report.withdrawn'] : []),
      ])
      await expectWhole(number)
    }
  })

  // Whoever writes here cannot certify this version any more, so it comes last.
  test('lose no answer, whether they write in one field or in two', async () => {
    await bringTo('draft')
    const save = async (email: CastEmail, itemCode: string, value: string, seen: number) =>
      saveSection(await as(email, 'report.write'), newKey(), number, 9, {
        changes: [{ itemCode, part: 'value', value }],
        seen,
        isAutomatic: random() < 0.5,
      })
    for (let round = 0; round < size(1000); round += 1) {
      const seen = await lastRevision()
      const isSame = random() < 0.5
      const words = [`Luis ${round} ${seed}`, `Joan ${round} ${seed}`] as const
      const endings = await race(
        () => save(luis, 'N_CHALLENGES', words[0], seen),
        () => save(joan, isSame ? 'N_CHALLENGES' : 'N_PROGRESS', words[1], seen),
      )
      const stored = await answersNow()
      if (isSame) {
        const winners = endings.flatMap(({ done }, index) => (done ? [words[index]] : []))
        expect(winners).toEqual([stored['N_CHALLENGES']])
        const loser = endings.find(({ done }) => !done)
        expect(loser && !loser.done && loser.error).toBeInstanceOf(AnswersOvertaken)
      } else {
        expect(endings).toEqual([{ done: true }, { done: true }])
        expect([stored['N_CHALLENGES'], stored['N_PROGRESS']]).toEqual(words)
      }
    }
    await expectWhole(number)
  })

  test('leave a record whose every hash can be made again', async () => {
    expect(await verifyAudit(owner, [])).toMatchObject({ broken: null })
    figure(
      'races',
      `${size(1000)} of two writers, ${size(250, 12)} each of 6 pairs of moves, 0 lost updates, 0 contradictory ends, seed ${seed}`,
    )
  })
})

async function edit(words: string) {
  return saveSection(await as(luis, 'report.write'), newKey(), number, 9, {
    changes: [{ itemCode: 'N_CHALLENGES', part: 'value', value: words }],
    seen: await lastRevision(),
    isAutomatic: false,
  })
}

async function sealedWords(): Promise<string | null | undefined> {
  const { versionNo } = await rowOf(number)
  const version = await findVersion(await as(joan, 'report.read'), number, versionNo)
  return version?.sealed.answers.find(({ code }) => code === 'N_CHALLENGES')?.value
}

async function answersNow(): Promise<Record<string, string | null>> {
  const rows = await db
    .selectFrom('reportAnswers')
    .where('reportId', '=', (await rowOf(number)).id)
    .select(['itemCode', 'value'])
    .execute()
  return Object.fromEntries(rows.map(({ itemCode, value }) => [itemCode, value]))
}

async function lastRevision(): Promise<number> {
  const { last } = await db
    .selectFrom('reportRevisions')
    .where('reportId', '=', (await rowOf(number)).id)
    .select((eb) => eb.fn.max('id').as('last'))
    .executeTakeFirstOrThrow()
  return last ?? 0
}

function eventOf(move: Move): string | undefined {
  return reportMoves.find(({ name }) => name === move)?.event
}
