import type { Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import { Refusal } from '#app/domain/outcome.ts'
import { type StudyDesign, slugOf } from '#app/domain/study/record.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import { record } from '../events.ts'
import { type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { insertStudy } from './create.ts'
import { lockStudy, overtaken } from './plan.ts'

/** People who may lead a study: evaluation leads of the firms here, or of one firm. */
export async function listLeads(actor: Permitted<'study.create'>, firmId: number | null = null) {
  if (actor.role !== 'evaluation_officer') return []
  return leads(db)
    .$if(firmId !== null, (query) => query.where('memberships.organizationId', '=', firmId ?? 0))
    .execute()
}

/** The programs a study may be about, with their streams. */
export async function listProgramChoices() {
  return db
    .selectFrom('programs')
    .innerJoin('streams', 'streams.code', 'programs.stream')
    .select(['programs.code', 'programs.name', 'streams.name as stream'])
    .orderBy('streams.name')
    .orderBy('programs.name')
    .execute()
}

/** A study with who leads it today, for who appoints a lead. */
export async function findLed(actor: Permitted<'study.create'>, slug: string) {
  const study = await db
    .selectFrom('studies')
    .where('slug', '=', slug)
    .where('id', 'in', studiesSeenBy(actor))
    .select(['id', 'slug', 'title', 'sample', 'organizationId', 'version', 'sourceUrl'])
    .executeTakeFirst()
  if (!study) return null
  return { ...study, leads: await leadsOf(db, study.id) }
}

/** Enters a study from its form, with its plan of milestones and its first record, and appoints its lead. */
export async function enterStudy(
  actor: Permitted<'study.create'>,
  key: WriteKey,
  form: {
    title: string
    summary: string
    questions: string
    design: StudyDesign
    stages: readonly Stage[]
    programCode: string
    membershipId: number
    awardedOn: string
  },
): Promise<{ slug: string }> {
  return writeOnce(actor, key, async (trx) => {
    const { title, summary, questions, design, stages, programCode, awardedOn } = form
    const lead = await leads(trx).where('memberships.id', '=', form.membershipId).executeTakeFirst()
    if (!lead) throw new Refusal({ membershipId: 'Choose who leads the study from the list.' })
    const program = await trx
      .selectFrom('programs')
      .where('code', '=', programCode)
      .select('code')
      .executeTakeFirst()
    if (!program) throw new Refusal({ programCode: 'Choose the program from the list.' })
    if (awardedOn > today()) {
      throw new Refusal({
        'awardedOn.day': 'Enter the day the contract was awarded: today or before.',
      })
    }
    const { id: studyId, slug } = await insertStudy(trx, actor, {
      slug: await freeSlug(trx, title),
      title,
      summary,
      sample: lead.sample,
      sponsorCode: actor.agencyCode,
      awardedOn,
      leadFirmId: lead.organizationId,
      programCodes: [programCode],
      stages,
      sites: [],
      team: [{ membershipId: lead.id, organizationId: lead.organizationId }],
      record: { ...noRecord, questions, design },
    })
    await tellLead(trx, actor, studyId, lead)
    return { slug }
  })
}

/** What only the lead can say: arms, numbers and dates. */
const noRecord = {
  programArm: null,
  controlArm: null,
  contrast: null,
  programPlaces: null,
  controlPlaces: null,
  blockSize: null,
  sampleTarget: null,
  opensOn: null,
  closesOn: null,
  needsClearance: true,
  cost: null,
  outcomes: [],
}

/** Puts somebody of the study's firm at its head in place of who led it. `version` is the study's. */
export async function appointLead(
  actor: Permitted<'study.create'>,
  key: WriteKey,
  slug: string,
  version: number,
  { membershipId }: { membershipId: number },
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, slug)
    if (!study) return null
    if (study.version !== version) {
      const what = 'This study changed since this page was made.'
      throw await overtaken(trx, what, { studyId: study.id })
    }
    const lead = await leads(trx)
      .where('memberships.id', '=', membershipId)
      .where('memberships.organizationId', '=', study.organizationId)
      .executeTakeFirst()
    if (!lead) throw new Refusal({ membershipId: 'Choose somebody of the study’s own firm.' })
    const before = await leadsOf(trx, study.id)
    if (before.some(({ id }) => id === lead.id)) {
      throw new Refusal({ membershipId: `${lead.name} leads this study already.` })
    }
    await trx
      .updateTable('studyTeam')
      .set({ endedAt: now() })
      .where('studyId', '=', study.id)
      .where('membershipId', 'in', [0, ...before.map(({ id }) => id)])
      .execute()
    await trx
      .insertInto('studyTeam')
      .values({
        studyId: study.id,
        membershipId: lead.id,
        organizationId: lead.organizationId,
        startedAt: now(),
        endedAt: null,
      })
      .onConflict((conflict) =>
        conflict.columns(['studyId', 'membershipId']).doUpdateSet({ endedAt: null }),
      )
      .execute()
    await trx
      .updateTable('studies')
      .set((eb) => ({ version: eb('version', '+', 1) }))
      .where('id', '=', study.id)
      .execute()
    await tellLead(trx, actor, study.id, lead, before.map(({ name }) => name).join(', '))
    return { lead: lead.name }
  })
}

async function tellLead(
  trx: Trx,
  actor: Permitted<'study.create'>,
  studyId: number,
  lead: { id: number; name: string },
  before = '',
): Promise<void> {
  await record(trx, actor, {
    kind: 'study.lead_appointed',
    studyId,
    ...(before === '' ? {} : { before: { lead: before } }),
    after: { lead: lead.name, membershipId: lead.id },
  })
}

function leads(on: typeof db | Trx) {
  return on
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .innerJoin('organizations', 'organizations.id', 'memberships.organizationId')
    .where('memberships.role', '=', 'lead')
    .where('memberships.endedAt', 'is', null)
    .where('people.disabledAt', 'is', null)
    .select([
      'memberships.id',
      'people.name',
      'organizations.name as firm',
      'memberships.organizationId',
      'organizations.sample',
    ])
    .orderBy('organizations.name')
    .orderBy('people.name')
}

async function leadsOf(on: typeof db | Trx, studyId: number) {
  return on
    .selectFrom('studyTeam')
    .innerJoin('memberships', 'memberships.id', 'studyTeam.membershipId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .where('studyTeam.studyId', '=', studyId)
    .where('studyTeam.endedAt', 'is', null)
    .where('memberships.role', '=', 'lead')
    .select(['memberships.id', 'people.name'])
    .orderBy('people.name')
    .execute()
}

/** The title's own address, or with the first number that no study has. */
async function freeSlug(trx: Trx, title: string): Promise<string> {
  const slug = slugOf(title)
  const taken = await trx
    .selectFrom('studies')
    .where((eb) => eb.or([eb('slug', '=', slug), eb('slug', 'like', `${slug}-%`)]))
    .select('slug')
    .execute()
  const names = new Set(taken.map((one) => one.slug))
  if (!names.has(slug)) return slug
  const next = Array.from({ length: names.size + 1 }, (_, at) => `${slug}-${at + 2}`)
  return next.find((name) => !names.has(name)) ?? `${slug}-${names.size + 2}`
}
