import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { foldReport } from '#app/domain/report/fold.ts'
import { castActor } from '#db/cast.ts'
import type { Db } from '#db/index.ts'
import { saveSection } from '#db/reports/answers.ts'
import { declineReport, handOverReport, withdrawReport } from '#db/reports/authors.ts'
import { certifyNothing, certifyReport } from '#db/reports/certify.ts'
import { acceptReport, pickUpReport, reopenReport, returnReport } from '#db/reports/review.ts'
import { readReportEvents } from '#db/reports/state.ts'
import { testDatabase } from '#tests/setup/database.ts'
import {
  acceptedAnyway,
  dana,
  fillReport,
  joan,
  luis,
  newKey,
  priya,
  signature,
  value,
} from '#tests/setup/filing.ts'
import { enterReport } from '#tests/setup/reports.ts'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const acts = [
  'save',
  'hand_over',
  'decline',
  'certify',
  'nothing',
  'withdraw',
  'pick_up',
  'hand_back',
  'return',
  'accept',
  'reopen',
] as const
type Act = (typeof acts)[number]

/** The report's life told a second time, as a table: where each act leads, or nothing. The prepared
 *  report is complete, Luis prepared it, and section 1 is the one that comes back. */
const lives: Record<string, Partial<Record<Act, string>>> = {
  draft: { save: 'draft', hand_over: 'waiting', nothing: 'nothing' },
  waiting: { decline: 'draft', certify: 'sent', nothing: 'nothing' },
  sent: { withdraw: 'draft', pick_up: 'review' },
  nothing: { withdraw: 'draft' },
  review: { hand_back: 'sent', return: 'returned', accept: 'accepted' },
  returned: { save: 'returned', hand_over: 'rewaiting' },
  rewaiting: { decline: 'returned', certify: 'resent' },
  resent: { withdraw: 'draft', pick_up: 'rereview' },
  rereview: { hand_back: 'resent', return: 'returned', accept: 'accepted' },
  accepted: { reopen: 'returned' },
}

const stored: Record<string, [author: string, agency: string[], endedAs: string | null]> = {
  draft: ['draft', ['none'], null],
  waiting: ['awaiting_certification', ['none'], null],
  sent: ['submitted', ['none'], null],
  nothing: ['submitted', ['none'], 'nothing_to_report'],
  review: ['submitted', ['in_review'], null],
  returned: ['draft', ['returned', 'reopened'], null],
  rewaiting: ['awaiting_certification', ['returned', 'reopened'], null],
  resent: ['submitted', ['resubmitted'], null],
  rereview: ['submitted', ['in_review'], null],
  accepted: ['submitted', ['accepted'], null],
}

/** More or longer walks by SEQUENCES in the environment; the seed is in the failure's words. */
const sequences = Number(process.env['SEQUENCES'] ?? 6)

test('random moves end where a second telling of the rules says, and the columns agree with the events', async () => {
  let year = 2010
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.nat(), fc.constantFrom(...acts)), { minLength: 8, maxLength: 14 }),
      async (walk) => {
        year -= 1
        const { number, id } = await enterReport(owner, 'SAMPLE-GJC-01', {
          periodEnd: `${year}-03-31`,
        })
        await fillReport(number)
        let at = 'draft'
        for (const [step, [pick, any]] of walk.entries()) {
          // Two steps of three are open moves, so that walks get far; the rest is anything.
          const open = Object.keys(lives[at] ?? {}) as Act[]
          const act = pick % 3 === 0 ? any : (open[pick % open.length] ?? any)
          const next = lives[at]?.[act]
          const done = await attempt(number, act, step)
          expect({ at, act, done }).toEqual({ at, act, done: next !== undefined })
          at = next ?? at
          const row = await columns(id)
          const [author, agency, endedAs] = stored[at] ?? ['', [], null]
          expect(row).toMatchObject({ authorState: author, endedAs })
          expect(agency).toContain(row.agencyState)
        }
        await expectRebuilt(id)
      },
    ),
    { numRuns: sequences, endOnFailure: true },
  )
})

test('every report of the sample can be rebuilt from its events', async () => {
  const reports = await owner.selectFrom('reports').select('id').execute()
  for (const { id } of reports) await expectRebuilt(id)
})

async function expectRebuilt(id: number): Promise<void> {
  const state = foldReport(await readReportEvents(id))
  const row = await columns(id)
  expect(row).toEqual({
    authorState: state.author,
    agencyState: state.agency,
    endedAs: state.endedAs,
    versionNo: state.versionNo,
    acceptedVersionNo: state.acceptedVersionNo,
    reviewerId: state.reviewerId,
  })
}

async function columns(id: number) {
  return owner
    .selectFrom('reports')
    .leftJoin('memberships', 'memberships.id', 'reports.reviewerMembershipId')
    .where('reports.id', '=', id)
    .select([
      'authorState',
      'agencyState',
      'endedAs',
      'versionNo',
      'acceptedVersionNo',
      'memberships.personId as reviewerId',
    ])
    .executeTakeFirstOrThrow()
}

/** Whether the act was done; a conflict or a refusal is a no. */
async function attempt(number: string, act: Act, step: number): Promise<boolean> {
  const { version } = await owner
    .selectFrom('reports')
    .where('number', '=', number)
    .select('version')
    .executeTakeFirstOrThrow()
  try {
    return (await perform(number, version, act, step)) !== null
  } catch (error) {
    if (error instanceof Conflict || error instanceof Refusal) return false
    throw error
  }
}

async function perform(number: string, version: number, act: Act, step: number): Promise<unknown> {
  const writer = await castActor(luis, 'report.write')
  const certifier = await castActor(joan, 'report.certify')
  const officer = await castActor(dana, 'report.review')
  const at = [newKey(), number, version] as const
  switch (act) {
    case 'save':
      return saveSection(writer, newKey(), number, 1, {
        changes: [value('GJC_RECRUITED', String(400 + step))],
        seen: 0,
        isAutomatic: false,
      })
    case 'hand_over':
      return handOverReport(writer, ...at)
    case 'decline':
      return declineReport(certifier, ...at, { reason: 'Not yet' })
    case 'certify':
      return certifyReport(certifier, ...at, signature)
    case 'nothing':
      return certifyNothing(certifier, ...at, signature)
    case 'withdraw':
      return withdrawReport(certifier, ...at, { reason: 'Too early' })
    case 'pick_up':
    case 'hand_back':
      return pickUpReport(officer, ...at, act)
    case 'return':
      return returnReport(officer, ...at, [{ section: 1, reason: 'other', words: 'Look again' }])
    case 'accept':
      return acceptReport(officer, ...at, acceptedAnyway)
    case 'reopen': {
      const reopener = await castActor(priya, 'report.reopen')
      return reopenReport(reopener, ...at, { sections: [1], reason: 'Once more' })
    }
  }
}
