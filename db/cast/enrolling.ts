import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'
import { noCounts } from '#app/domain/study/monthly_counts.ts'
import type { StudyRecord } from '#app/domain/study/record.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { enterAgreement } from '../studies/agreements.ts'
import { checkAssignments } from '../studies/assignment_checks.ts'
import { createStudy } from '../studies/create.ts'
import { openEnrolment, saveCounts } from '../studies/enrolment.ts'
import { decideGate, proposeGate } from '../studies/gates.ts'
import { inviteSite } from '../studies/invite_site.ts'
import { answerDifference, listDifferencesOnDesk } from '../studies/reconciliation.ts'
import { saveRegistration } from '../studies/record.ts'
import { type WriteKey, writeKey } from '../write.ts'
import { finishMilestones } from './milestones.ts'
import { amara, ben, ruth } from './study_stories.ts'

const slug = 'care-work-ladders-trial'
const helen = 'helen.marsh@seti.example.org'
const sites = ['SAMPLE-CSJQ-01', 'SAMPLE-WIOA-01']

/** Plays an invented trial that enrols: six to eight months in, with fewer people than its power asks for. It
 *  opened with a quarter of which one site’s report is accepted, and says other than its counts. */
export async function playEnrolling(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  const opensOn = addDays(quarterEnd(firstOfMonth(day, -9)), 1)
  const awardedOn = addDays(opensOn, -450)
  const at = (days: number) => addDays(awardedOn, days)
  try {
    on(awardedOn)
    await enter(awardedOn, opensOn)
    on(at(310))
    await agree('irb', { party: 'Northfield Review Board', identifier: 'SAMPLE-IRB-2207' }, [
      at(310),
      addDays(day, 40),
    ])
    on(at(330))
    for (const number of sites) {
      await agree('participation', { party: 'Sandhills Employment Department', number }, [at(330)])
    }
    on(at(385))
    await agree('pra', { party: 'Office of Management and Budget', identifier: 'SAMPLE-1290' }, [
      at(385),
      at(385 + 1095),
    ])
    on(at(435))
    await saveRegistration(await castActor(amara, 'study.write'), keyOf('registration'), slug, 1, {
      registry: 'aea',
      identifier: 'SAMPLE-AEARCTR-2207',
      url: null,
      registeredOn: at(435),
      reason: null,
    })
    await passGate(at(440), at(444))
    await finishMilestones(slug, day)
    on(opensOn)
    const lead = await castActor(amara, 'enrolment.open')
    await openEnrolment(lead, keyOf('opening'), slug, await versionOf())
    await countMonths(opensOn, day)
    await lookThrough()
    await askTheGrantee(day)
    on(addDays(day, -6))
    await inviteSite(await castActor(amara, 'site_invitation.send'), keyOf('site'), slug, {
      number: 'SAMPLE-NEG-01',
      words:
        'The trial enrolls fewer people than it needs. Your aides could apply to the ladder: about eight people a month, half of them offered a place by chance, from the next cohort on. We pay a half-time recruiter.',
      answerBy: addDays(day, 24),
    })
  } finally {
    setClockOffset(offset)
  }
}

async function lookThrough(): Promise<void> {
  const awardId = await awardIdOf('SAMPLE-CSJQ-01')
  await checkAssignments(await castActor(ben, 'study.write'), keyOf('checks'), slug, 0, {
    awardId,
    lookedAt: 20,
    overrides: 0,
    orderViolations: 0,
    duplicates: 0,
    embargoMonths: 24,
    embargoCrossovers: 1,
    words: 'Every draw of the first quarter, beside the consent forms of the site.',
  })
}

async function enter(awardedOn: string, opensOn: string): Promise<void> {
  const team = [await castActor(amara, 'study.read'), await castActor(ben, 'study.read')]
  const awards = await db
    .selectFrom('awards')
    .where('number', 'in', sites)
    .select('id')
    .orderBy('number')
    .execute()
  const record: StudyRecord = {
    questions:
      'Does the offer of a paid ladder from aide to medication technician raise yearly earnings in the second year?',
    design: 'individual_random',
    programArm: 'A paid place on the ladder, with coaching',
    controlArm: 'What the job center offers to everybody',
    contrast:
      'Paid training hours and a coach, which the control group does not get for 24 months.',
    programPlaces: 1,
    controlPlaces: 1,
    blockSize: 2,
    sampleTarget: 720,
    opensOn,
    closesOn: addDays(opensOn, 540),
    needsClearance: true,
    cost: '2400000.00',
    outcomes: [
      { rank: 'primary', name: 'Yearly earnings', source: 'wage_records', months: 24 },
      { rank: 'secondary', name: 'Holds the credential', source: 'survey', months: 18 },
    ],
  }
  await createStudy(await castActor(ruth, 'study.create'), keyOf('study'), {
    slug,
    title: 'Care Work Ladders trial',
    summary: 'Whether a paid ladder in care work raises earnings, by a trial at two programs.',
    sample: true,
    sponsorCode: 'CEO',
    awardedOn,
    leadFirmId: team[0]?.organizationId ?? 0,
    programCodes: ['CSJQ'],
    stages: ['rct'],
    sites: awards.map(({ id }) => ({ awardId: id, joinedOn: addDays(awardedOn, 330) })),
    team: team.map(({ membershipId, organizationId }) => ({ membershipId, organizationId })),
    record,
  })
}

async function agree(
  kind: 'irb' | 'pra' | 'participation',
  { party, identifier, number }: { party: string; identifier?: string; number?: string },
  [effectiveOn, expiresOn]: [string, string?],
): Promise<void> {
  const award = number ? await awardIdOf(number) : null
  await enterAgreement(
    await castActor(ben, 'study.write'),
    keyOf(`${kind} ${number ?? ''}`),
    slug,
    null,
    {
      kind,
      party,
      identifier: identifier ?? null,
      awardId: award,
      url: null,
      effectiveOn,
      expiresOn: expiresOn ?? null,
    },
  )
}

async function passGate(proposedOn: string, decidedOn: string): Promise<void> {
  const gate = { slug, stage: 'rct', side: 'entry' } as const
  on(proposedOn)
  await proposeGate(await castActor(ruth, 'gate.propose'), keyOf('proposal'), gate, 1, {
    proposal: 'go',
    reason: 'Approval, clearance and registration stand, and both programs have signed.',
  })
  on(decidedOn)
  await decideGate(await castActor(helen, 'gate.decide'), keyOf('decision'), gate, 2, {
    decision: 'go',
    reason: 'All starred criteria hold. Watch the pace: the memo needs 40 people a month.',
  })
}

/** People assigned at each site in the first quarter, and in the three to five months since; half of them to
 *  the program. */
const assigned = [
  { first: [12, 14, 16], since: { 3: [10, 8, 6], 4: [8, 6, 6, 4], 5: [6, 6, 4, 4, 4] } },
  { first: [8, 8, 10], since: { 3: [6, 8, 6], 4: [6, 6, 4, 4], 5: [4, 4, 4, 4, 4] } },
] as const

/** Each month is counted some days after it ended; the third late, when the report of its quarter was in. */
async function countMonths(opensOn: string, day: string): Promise<void> {
  const analyst = await castActor(ben, 'study.write')
  const isThere = (months: number) => firstOfMonth(opensOn, months) <= day
  const since = isThere(8) ? 5 : isThere(7) ? 4 : 3
  for (const [place, number] of sites.entries()) {
    const awardId = await awardIdOf(number)
    const months = assigned[place]
    for (const [no, people] of [
      ...(months?.first ?? []),
      ...(months?.since[since] ?? []),
    ].entries()) {
      const month = firstOfMonth(opensOn, no)
      on(addDays(firstOfMonth(opensOn, no + 1), no === since + 2 ? 0 : no === 2 ? 50 : 3))
      const half = people / 2
      const served = half - (no % 2)
      await saveCounts(analyst, keyOf(`count ${place} ${no}`), slug, 0, {
        ...noCounts,
        awardId,
        month,
        block: null,
        reason: null,
        reached: people * 6 + no,
        assessed: people * 3,
        ineligible: people,
        failedScreen: people / 2,
        declinedConsent: people / 2,
        program: half,
        control: half,
        programServed: served,
        controlServed: no === 2 ? 1 : 0,
      })
    }
  }
}

/** More people were assigned than the accepted report says began, which its grantee is asked about. */
async function askTheGrantee(day: string): Promise<void> {
  on(addDays(day, -4))
  const [difference] = await listDifferencesOnDesk(await castActor(ben, 'session.use'))
  if (!difference) throw new Error('Counted above')
  const at = { slug, id: difference.id, version: difference.version }
  await answerDifference(await castActor(ben, 'reconciliation.answer'), keyOf('difference'), at, {
    move: 'grantee',
    words:
      'We assigned eight people more than your report says began training. Did some of them begin after the quarter, or not at all?',
  })
}

async function awardIdOf(number: string): Promise<number> {
  const { id } = await db
    .selectFrom('awards')
    .where('number', '=', number)
    .select('id')
    .executeTakeFirstOrThrow()
  return id
}

async function versionOf(): Promise<number> {
  const { version } = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .select('version')
    .executeTakeFirstOrThrow()
  return version
}

const keyOf = (what: string): WriteKey =>
  writeKey(`cast-${slug}-${what.replaceAll(/\W+/g, '-')}`, what)

/** The first day of a month, so many months from that of a day. */
function firstOfMonth(day: string, months: number): string {
  const [year = 0, month = 0] = day.split('-').map(Number)
  return new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
}

/** Moves the clock to the forenoon of a day in Washington. */
function on(day: string): void {
  setClockOffset(Date.parse(`${day}T15:00:00Z`) - Date.now())
}
