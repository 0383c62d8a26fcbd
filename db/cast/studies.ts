import { now, setClockOffset, today } from '#app/domain/clock.ts'
import type { Right } from '#app/domain/access.ts'
import { addDays } from '#app/domain/dates.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import { castActor } from '../cast.ts'
import { db } from '../index.ts'
import { createStudy } from '../studies/create.ts'
import { decideEvidence, startMilestone, submitEvidence } from '../studies/evidence.ts'
import { moveForecast } from '../studies/forecasts.ts'
import { decideGate, proposeGate } from '../studies/gates.ts'
import { writeKey } from '../write.ts'
import { type Act, type Story, amara, ben, ruth, storiesOn } from './study_stories.ts'

/** Plays two invented studies day by day, as their people would have entered them: one on time, one
 *  slipping on its clearances. Days count from the award of each evaluation's contract. */
export async function playStudies(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  try {
    for (const story of storiesOn(day)) await play(story)
  } finally {
    setClockOffset(offset)
  }
}

async function play(story: Story): Promise<void> {
  const { slug, awardedOn } = story
  on(awardedOn)
  await enter(story)
  const inOrder = [...story.acts].sort((a, b) => a.on - b.on)
  for (const [index, act] of inOrder.entries()) {
    on(addDays(awardedOn, act.on))
    await perform(story, act, writeKey(`cast-${slug}-${index}`, act))
  }
}

async function enter(story: Story): Promise<void> {
  const lead = await castActor(amara, 'study.read')
  const analyst = await castActor(ben, 'study.read')
  const award = await db
    .selectFrom('awards')
    .where('number', '=', story.site)
    .select('id')
    .executeTakeFirstOrThrow()
  const { slug, title, summary, awardedOn, stages, programCode } = story
  await createStudy(await castActor(ruth, 'study.create'), writeKey(`cast-${slug}`, slug), {
    slug,
    title,
    summary,
    sample: true,
    sponsorCode: 'CEO',
    awardedOn,
    leadFirmId: lead.organizationId,
    programCodes: [programCode],
    stages,
    sites: [{ awardId: award.id, joinedOn: addDays(awardedOn, 20) }],
    team: [lead, analyst].map(({ membershipId, organizationId }) => ({
      membershipId,
      organizationId,
    })),
  })
}

async function perform(
  { slug, awardedOn }: Story,
  act: Act,
  key: ReturnType<typeof writeKey>,
): Promise<void> {
  const at = { slug, code: act.code }
  const as = <R extends Right>(right: R) => castActor(act.by, right)
  switch (act.act) {
    case 'start':
      await startMilestone(await as('milestone.submit'), key, at, await versionOf(at))
      return
    case 'submit':
      await submitEvidence(await as('milestone.submit'), key, at, await versionOf(at), {
        description: act.words,
        url: act.url ?? null,
        completedOn: addDays(awardedOn, act.on),
      })
      return
    case 'accept':
      await decideEvidence(await as('milestone.accept'), key, at, await versionOf(at), {
        decision: 'accepted',
        words: null,
      })
      return
    case 'send_back':
      await decideEvidence(await as('milestone.accept'), key, at, await versionOf(at), {
        decision: 'sent_back',
        words: act.words,
      })
      return
    case 'move':
      await moveForecast(await as('milestone.forecast'), key, at, await planVersionOf(slug), {
        forecastOn: addDays(awardedOn, act.to),
        reason: act.words,
      })
      return
    case 'propose':
      await proposeGate(await as('gate.propose'), key, { slug, ...act }, await gateVersion(act), {
        proposal: 'go',
        reason: act.words,
      })
      return
    case 'decide':
      await decideGate(await as('gate.decide'), key, { slug, ...act }, await gateVersion(act), {
        decision: 'go',
        reason: act.words,
      })
  }

  async function gateVersion({ stage }: { stage: Stage }) {
    const { version } = await db
      .selectFrom('studyStages')
      .innerJoin('studies', 'studies.id', 'studyStages.studyId')
      .where('studies.slug', '=', slug)
      .where('studyStages.stage', '=', stage)
      .select('studyStages.version')
      .executeTakeFirstOrThrow()
    return version
  }
}

async function versionOf({ slug, code }: { slug: string; code: string }): Promise<number> {
  const { version } = await db
    .selectFrom('milestones')
    .innerJoin('studies', 'studies.id', 'milestones.studyId')
    .where('studies.slug', '=', slug)
    .where('milestones.code', '=', code)
    .select('milestones.version')
    .executeTakeFirstOrThrow()
  return version
}

async function planVersionOf(slug: string): Promise<number> {
  const { version } = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .select('version')
    .executeTakeFirstOrThrow()
  return version
}

/** Moves the clock to the forenoon of a day in Washington. */
function on(day: string): void {
  setClockOffset(Date.parse(`${day}T15:00:00Z`) - Date.now())
}
