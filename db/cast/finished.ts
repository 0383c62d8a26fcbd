import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays, monthEnd } from '#app/domain/dates.ts'
import { quartersOf } from '#app/domain/evidence/tested.ts'
import { noCounts } from '#app/domain/study/monthly_counts.ts'
import type { StudyRecord } from '#app/domain/study/record.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { enterAgreement } from '../studies/agreements.ts'
import { saveAttrition, saveBalance } from '../studies/balance.ts'
import { saveCountFile } from '../studies/count_files.ts'
import { createStudy } from '../studies/create.ts'
import { openEnrolment } from '../studies/enrolment.ts'
import { decideFinding, saveFinding, submitFinding } from '../studies/finding_moves.ts'
import { decideGate, proposeGate } from '../studies/gates.ts'
import { lockDatabase } from '../studies/lock.ts'
import { saveRegistration } from '../studies/record.ts'
import { writeKey } from '../write.ts'
import { playTested } from './fidelity.ts'
import { finishMilestones } from './milestones.ts'
import { amara, ben, ruth } from './study_stories.ts'

const slug = 'wind-trades-pilot-trial'
const number = 'SAMPLE-GJC-04'
const helen = 'helen.marsh@seti.example.org'
const outcome = 'Employed in the fourth quarter'

/** Plays an invented pilot trial to its end: everyone enrolled, its database locked, its finding approved. */
export async function playFinished(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  const before = (days: number) => addDays(day, -days)
  const opensOn = `${before(600).slice(0, 7)}-01`
  try {
    on(before(790))
    const awardId = await enter(before(790), opensOn)
    on(before(690))
    const analyst = await castActor(ben, 'study.write')
    for (const [kind, party] of [
      ['irb', 'Northfield Review Board'],
      ['dua', 'State workforce agency'],
      ['participation', 'Harbor Trades Collaborative'],
    ] as const) {
      await enterAgreement(analyst, keyOf(kind), slug, null, {
        kind,
        party,
        awardId: kind === 'participation' ? awardId : null,
        identifier: null,
        url: null,
        effectiveOn: before(690),
        expiresOn: null,
      })
    }
    on(before(660))
    await saveRegistration(await castActor(amara, 'study.write'), keyOf('registration'), slug, 1, {
      registry: 'osf',
      identifier: 'SAMPLE-OSF-0418',
      url: null,
      registeredOn: before(660),
      reason: null,
    })
    await passGate(
      'entry',
      before(650),
      'The site has signed and the assignment system was tested.',
    )
    on(opensOn)
    await openEnrolment(
      await castActor(amara, 'enrolment.open'),
      keyOf('opening'),
      slug,
      await versionOf('studies'),
    )
    on(before(460))
    await saveCountFile(analyst, keyOf('counts'), slug, {
      name: 'wind-trades-counts.csv',
      rows: [14, 16, 16, 14].map((half, months) => rowOf(awardId, opensOn, months, half)),
    })
    on(before(380))
    await playTested(number, quartersOf({ from: opensOn, to: monthEnd(opensOn, 3) }))
    await finishMilestones(slug, day)
    on(before(90))
    await finish()
    await passGate('exit', before(40), 'Take-up, consent and match held; the finding is approved.')
  } finally {
    setClockOffset(offset)
  }
}

const record: StudyRecord = {
  questions:
    'Does the offer of a place in the wind technician class raise employment after a year?',
  design: 'individual_random',
  programArm: 'A place in the class, with tools and transport',
  controlArm: 'A place a year later',
  contrast: 'Training and placement help in the first year.',
  programPlaces: 1,
  controlPlaces: 1,
  blockSize: 2,
  sampleTarget: 120,
  opensOn: null,
  closesOn: null,
  needsClearance: false,
  cost: '420000.00',
  outcomes: [{ rank: 'primary', name: outcome, source: 'wage_records', months: 12 }],
}

async function enter(awardedOn: string, opensOn: string): Promise<number> {
  const team = [await castActor(amara, 'study.read'), await castActor(ben, 'study.read')]
  const { id: awardId } = await db
    .selectFrom('awards')
    .where('number', '=', number)
    .select('id')
    .executeTakeFirstOrThrow()
  await createStudy(await castActor(ruth, 'study.create'), keyOf('study'), {
    slug,
    title: 'Wind Trades pilot trial',
    summary:
      'Whether a wind technician class raises employment after a year, by a pilot at one site.',
    sample: true,
    sponsorCode: 'CEO',
    awardedOn,
    leadFirmId: team[0]?.organizationId ?? 0,
    programCodes: ['GJC-ARPA'],
    stages: ['pilot_rct'],
    sites: [{ awardId, joinedOn: addDays(awardedOn, 60) }],
    team: team.map(({ membershipId, organizationId }) => ({ membershipId, organizationId })),
    record: { ...record, opensOn, closesOn: addDays(opensOn, 130) },
  })
  return awardId
}

function rowOf(awardId: number, opensOn: string, months: number, half: number) {
  const [year = 0, month = 0] = opensOn.split('-').map(Number)
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10)
  const counts = {
    ...noCounts,
    reached: half * 6,
    assessed: half * 3,
    ineligible: half,
    program: half,
    control: half,
    programServed: half - 2,
  }
  return { awardId, month: first, block: 'whole site', counts, reason: null, no: 0 }
}

/** Balance and attrition of those in the analysis, the lock, and what was found. */
async function finish(): Promise<void> {
  const analyst = await castActor(ben, 'study.write')
  const arm = (n: number, value: number, sd: number | null) => ({ n, value, sd })
  await saveBalance(analyst, keyOf('balance'), slug, 0, {
    sample: 'analytic',
    rows: [
      {
        name: 'Earnings in the year before',
        kind: 'measured',
        program: arm(56, 18_940, 11_200),
        control: arm(54, 18_210, 10_860),
        adjusted: true,
      },
      {
        name: 'Employed in the quarter before',
        kind: 'share',
        program: arm(56, 55, null),
        control: arm(54, 54, null),
        adjusted: true,
      },
    ],
    omnibus: null,
    reason: null,
  })
  await saveAttrition(analyst, keyOf('attrition'), slug, 0, {
    outcome,
    source: 'wage_records',
    bound: 'cautious',
    program: 56,
    control: 54,
    reason: null,
  })
  await lockDatabase(await castActor(amara, 'database.lock'), keyOf('lock'), slug, 0, {
    words: 'Counts of enrolment, the match with wage records, balance and attrition.',
  })
  const at = { slug, no: 1 }
  const lead = await castActor(amara, 'finding.write')
  await saveFinding(
    lead,
    keyOf('finding'),
    { slug, no: null, version: 0 },
    {
      model: null,
      kind: 'effect',
      outcomeDomain: 'employment',
      outcomeMeasure: outcome,
      contrast: 'A place in the class against a place a year later',
      scale: 'points',
      priceYear: null,
      impact: '9.1',
      standardError: '8.7',
      errorOrigin: 'reported',
      pValue: null,
      controlMean: '59.3',
      programMean: '68.4',
      months: 12,
      sampleProgram: 56,
      sampleControl: 54,
      exploratory: false,
      hasControls: true,
      sourceDetail: 'Pilot report, table 4',
    },
  )
  await submitFinding(lead, keyOf('submit'), { ...at, version: 1 })
  await decideFinding(
    await castActor(ruth, 'finding.decide'),
    keyOf('decide'),
    { ...at, version: 2 },
    {
      decision: 'approve',
      words: 'Agrees with table 4. A pilot of this size could not have told this from nothing.',
    },
  )
}

async function passGate(side: 'entry' | 'exit', day: string, reason: string): Promise<void> {
  const gate = { slug, stage: 'pilot_rct', side } as const
  const version = await versionOf('studyStages')
  on(day)
  const officer = await castActor(ruth, 'gate.propose')
  await proposeGate(officer, keyOf(`${side} proposal`), gate, version, { proposal: 'go', reason })
  const director = await castActor(helen, 'gate.decide')
  await decideGate(director, keyOf(`${side} decision`), gate, version + 1, {
    decision: 'go',
    reason: 'All starred criteria hold.',
  })
}

async function versionOf(table: 'studies' | 'studyStages'): Promise<number> {
  const { study, stage } = await db
    .selectFrom('studies')
    .innerJoin('studyStages', 'studyStages.studyId', 'studies.id')
    .where('studies.slug', '=', slug)
    .select(['studies.version as study', 'studyStages.version as stage'])
    .executeTakeFirstOrThrow()
  return table === 'studies' ? study : stage
}

const keyOf = (what: string) => writeKey(`cast-${slug}-${what.replaceAll(' ', '-')}`, what)

/** Moves the clock to the forenoon of a day in Washington. */
function on(day: string): void {
  setClockOffset(Date.parse(`${day}T15:00:00Z`) - Date.now())
}
