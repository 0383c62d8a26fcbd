import { sql } from 'kysely'
import type { Actor, Permitted } from '#app/domain/access.ts'
import { now, today } from '#app/domain/clock.ts'
import {
  type OwnFinding,
  type OwnFindingMove,
  followUpWords,
  ownFindingProblems,
  ownFindingRefusal,
  windowOf,
} from '#app/domain/evidence/own_finding.ts'
import { isMoney } from '#app/domain/evidence/finding.ts'
import { scaleLabels } from '#app/domain/evidence/library.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { weighCharacteristic } from '#app/domain/study/balance_table.ts'
import type { BalanceCategory } from '#app/domain/study/balance.ts'
import { attritionOf } from '#app/domain/study/attrition.ts'
import type { StudyDesign } from '#app/domain/study/record.ts'
import { record } from '../events.ts'
import { type Trx } from '../index.ts'
import { studyFindingsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { readGround } from './balance.ts'
import { isLocked } from './lock.ts'
import { lockStudy } from './plan.ts'
import { latestRecord } from './record.ts'
import { sealTested } from './tested.ts'

export type FindingForm = OwnFinding & {
  model: string | null
  hasControls: boolean
  sourceDetail: string
}

/** Drafts a finding of a study, or changes one that is not handed over; `no` is null for a new one. */
export async function saveFinding(
  actor: Permitted<'finding.write'>,
  key: WriteKey,
  at: { slug: string; no: number | null; version: number },
  form: FindingForm,
) {
  return writeOnce(actor, key, async (trx) => {
    const study = await lockStudy(trx, actor, at.slug)
    if (!study) return null
    const taken = at.no === null ? null : await take(trx, actor, at.slug, at.no)
    if (at.no !== null && !taken) return null
    if (taken) mustBeOpen(taken, 'edit', at.version)
    const plan = await latestRecord(trx, study.id)
    if (!plan) {
      throw new Refusal({
        form: 'Save the record of the study first: a finding rests on its design.',
      })
    }
    if (form.model !== null) await mustBeModel(trx, form.model)
    const problems = ownFindingProblems(form, {
      design: plan.design,
      primary: plan.outcomes.filter(({ rank }) => rank === 'primary').map(({ name }) => name),
      isLocked: await isLocked(trx, study.id),
      year: Number(today().slice(0, 4)),
    })
    if (Object.keys(problems).length > 0) throw new Refusal(problems)
    const values = {
      ...form,
      design: plan.design,
      ...(await ratingGround(trx, study.id, form.outcomeMeasure)),
      state: 'draft' as const,
    }
    const no = taken?.no ?? (await nextNo(trx, study.id))
    if (taken) {
      await trx
        .updateTable('studyFindings')
        .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
        .where('id', '=', taken.id)
        .execute()
    } else {
      await trx
        .insertInto('studyFindings')
        .values({ ...values, studyId: study.id, no, draftedBy: actor.personId, draftedAt: now() })
        .execute()
    }
    await record(trx, actor, {
      kind: taken ? 'finding.edited' : 'finding.drafted',
      studyId: study.id,
      after: { finding: no },
    })
    return { no }
  })
}

/** Hands a draft over to the evaluation officers. */
export async function submitFinding(
  actor: Permitted<'finding.write'>,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
) {
  return move(actor, key, at, 'submit', {
    submittedBy: actor.personId,
    submittedAt: now(),
    state: 'submitted',
  })
}

/** Lets the sites read a finding that waits, so that their grantees may answer. */
export async function shareFinding(
  actor: Permitted<'finding.decide'>,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
) {
  return move(actor, key, at, 'share', { sharedAt: now() })
}

/** Approves a finding, with what was actually tested sealed beside it, so that the library holds one of a real
 *  study; or returns it. Never by who wrote it. */
export async function decideFinding(
  actor: Permitted<'finding.decide'>,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
  { decision, words }: { decision: 'approve' | 'return'; words: string },
) {
  return move(
    actor,
    key,
    at,
    decision,
    {
      state: decision === 'approve' ? 'approved' : 'returned',
      decisionWords: words,
      decidedBy: actor.personId,
      decidedAt: now(),
    },
    words,
  )
}

/** What the grantee of a site says to a finding that was shared with it; once an organization. */
export async function respondToFinding(
  actor: Permitted<'finding.respond'>,
  key: WriteKey,
  at: { slug: string; no: number },
  { words }: { words: string },
) {
  return writeOnce(actor, key, async (trx) => {
    const finding = await take(trx, actor, at.slug, at.no)
    if (!finding) return null
    if (finding.state !== 'submitted') {
      throw new Conflict('This finding is decided. A response was possible while it waited.', {
        who: null,
        at: finding.decidedAt?.toISOString() ?? null,
      })
    }
    const own = await trx
      .selectFrom('studyFindingResponses')
      .innerJoin('people', 'people.id', 'studyFindingResponses.writtenBy')
      .where('studyId', '=', finding.studyId)
      .where('no', '=', finding.no)
      .where('studyFindingResponses.organizationId', '=', actor.organizationId)
      .select(['people.name', 'writtenAt'])
      .executeTakeFirst()
    if (own) {
      throw new Conflict('Your organization has responded to this finding already.', {
        who: own.name,
        at: own.writtenAt.toISOString(),
      })
    }
    await trx
      .insertInto('studyFindingResponses')
      .values({
        studyId: finding.studyId,
        no: finding.no,
        organizationId: actor.organizationId,
        words,
        writtenBy: actor.personId,
        writtenAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'finding.responded',
      studyId: finding.studyId,
      after: { finding: finding.no, organization: actor.organizationName },
      reason: words,
    })
    return { no: finding.no }
  })
}

type Taken = NonNullable<Awaited<ReturnType<typeof take>>>

const happened = {
  edit: 'finding.edited',
  submit: 'finding.submitted',
  share: 'finding.shared',
  return: 'finding.returned',
  approve: 'finding.approved',
} satisfies Record<OwnFindingMove, string>

async function move(
  actor: Actor,
  key: WriteKey,
  at: { slug: string; no: number; version: number },
  made: OwnFindingMove,
  values: {
    state?: 'submitted' | 'returned' | 'approved'
    submittedBy?: number
    submittedAt?: Date
    sharedAt?: Date
    decisionWords?: string
    decidedBy?: number
    decidedAt?: Date
  },
  reason?: string,
) {
  return writeOnce(actor, key, async (trx) => {
    const finding = await take(trx, actor, at.slug, at.no)
    if (!finding) return null
    mustBeOpen(finding, made, at.version)
    const isDecision = made === 'approve' || made === 'return'
    if (isDecision && [finding.draftedBy, finding.submittedBy].includes(actor.personId)) {
      throw new Refusal({
        form: 'Somebody else decides: you wrote this finding or handed it over.',
      })
    }
    const libraryCode = made === 'approve' && !finding.sample ? await publish(trx, finding) : null
    const seal = made === 'approve' ? await sealTested(trx, finding.studyId) : null
    await trx
      .updateTable('studyFindings')
      .set((eb) => ({
        ...values,
        ...(libraryCode ? { libraryCode } : {}),
        ...seal,
        version: eb('version', '+', 1),
      }))
      .where('id', '=', finding.id)
      .execute()
    await record(trx, actor, {
      kind: happened[made],
      studyId: finding.studyId,
      after: {
        finding: finding.no,
        ...(libraryCode ? { library: libraryCode } : {}),
        ...(seal ? { testedSha256: seal.testedSha256 } : {}),
      },
      ...(reason ? { reason } : {}),
    })
    return { no: finding.no, libraryCode }
  })
}

/** Puts an approved finding into the public library, under a code of its own. */
async function publish(trx: Trx, finding: Taken): Promise<string> {
  if (finding.model === null) {
    throw new Refusal({
      decision: 'Return it first: the library holds findings by model, and this one names none.',
    })
  }
  const code = `SF${finding.id}`
  const sites = await trx
    .selectFrom('studySites')
    .innerJoin('awards', 'awards.id', 'studySites.awardId')
    .where('studySites.studyId', '=', finding.studyId)
    .select(sql<string>`coalesce(awards.name, awards.number)`.as('name'))
    .orderBy('awards.number')
    .execute()
  await trx
    .insertInto('findings')
    .columns([
      'code',
      'position',
      'model',
      'samples',
      'kind',
      'followUpWindow',
      'followUp',
      'followUpMonths',
      'program',
      'site',
      'study',
      'design',
      'outcomeDomain',
      'outcomeMeasure',
      'scale',
      'unit',
      'priceBasis',
      'priceYear',
      'exploratory',
      'controlMean',
      'treatmentMean',
      'impact',
      'standardError',
      'errorOrigin',
      'pRelation',
      'pValue',
      'sampleTreatment',
      'sampleControl',
      'sampleTotal',
      'sourceDetail',
    ])
    .expression((eb) =>
      eb
        .selectFrom('studyFindings')
        .innerJoin('models', 'models.code', 'studyFindings.model')
        .where('studyFindings.id', '=', finding.id)
        .select((own) => [
          own.val(code).as('code'),
          sql<number>`(select max(position) + 1 from findings)`.as('position'),
          'models.code as model',
          sql<string[]>`array[${`study ${finding.slug}`}]::text[]`.as('samples'),
          'studyFindings.kind',
          own
            .cast<ReturnType<typeof windowOf>>(
              own.val(finding.kind === 'level' ? null : windowOf(finding.months)),
              'text',
            )
            .as('window'),
          own.val(followUpWords(finding.months)).as('followUp'),
          'studyFindings.months',
          'models.name as program',
          own.val(sites.map(({ name }) => name).join(', ') || finding.title).as('site'),
          own.val(finding.title).as('study'),
          own.val(designWords[finding.design]).as('design'),
          'studyFindings.outcomeDomain',
          'studyFindings.outcomeMeasure',
          'studyFindings.scale',
          own.val(scaleLabels[finding.scale]).as('unit'),
          own.val(isMoney(finding.scale) ? ('real' as const) : ('none' as const)).as('priceBasis'),
          'studyFindings.priceYear',
          'studyFindings.exploratory',
          'studyFindings.controlMean',
          'studyFindings.programMean',
          'studyFindings.impact',
          'studyFindings.standardError',
          'studyFindings.errorOrigin',
          sql<'=' | null>`case when study_findings.p_value is null then null else '=' end`.as(
            'pRelation',
          ),
          'studyFindings.pValue',
          'studyFindings.sampleProgram',
          'studyFindings.sampleControl',
          sql<number>`study_findings.sample_program + coalesce(study_findings.sample_control, 0)`.as(
            'sampleTotal',
          ),
          'studyFindings.sourceDetail',
        ]),
    )
    .execute()
  return code
}

const designWords = {
  descriptive: 'cost',
  pre_post: 'pre-post',
  comparison: 'comparison group',
  individual_random: 'RCT',
  site_random: 'RCT, sites assigned',
} satisfies Record<StudyDesign, string>

async function take(trx: Trx, actor: Actor, slug: string, no: number) {
  return trx
    .selectFrom('studyFindings')
    .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
    .where('studies.slug', '=', slug)
    .where('studyFindings.no', '=', no)
    .where('studyFindings.id', 'in', studyFindingsSeenBy(actor))
    .selectAll('studyFindings')
    .select(['studies.slug', 'studies.title', 'studies.sample'])
    .forUpdate(['studies', 'studyFindings'])
    .executeTakeFirst()
}

function mustBeOpen(finding: Taken, made: OwnFindingMove, version: number): void {
  const refusal = ownFindingRefusal(made, finding.state)
  if (refusal === null && finding.version === version) return
  throw new Conflict(refusal ?? 'This finding changed after you opened the page.', {
    who: null,
    at: (finding.decidedAt ?? finding.submittedAt ?? finding.draftedAt).toISOString(),
  })
}

async function mustBeModel(trx: Trx, code: string): Promise<void> {
  const model = await trx
    .selectFrom('models')
    .where('code', '=', code)
    .where('kind', '<>', 'group')
    .select('code')
    .executeTakeFirst()
  if (!model) throw new Refusal({ model: 'Choose the model that was tested from the list.' })
}

async function nextNo(trx: Trx, studyId: number): Promise<number> {
  const { no } = await trx
    .selectFrom('studyFindings')
    .where('studyId', '=', studyId)
    .select(sql<number>`coalesce(max(no), 0) + 1`.as('no'))
    .executeTakeFirstOrThrow()
  return no
}

const worstFirst: BalanceCategory[] = ['not_satisfied', 'satisfied_with_adjustment', 'satisfied']

/** What the team's counts say of an outcome's attrition and of the balance of those analyzed. */
async function ratingGround(trx: Trx, studyId: number, outcome: string) {
  const { rows, counts } = await readGround(trx, studyId)
  const weighed = rows.map(weighCharacteristic)
  const counted = counts.find((one) => one.outcome === outcome)
  const levels =
    counted &&
    attritionOf([
      {
        randomized: { program: counted.randomizedProgram, control: counted.randomizedControl },
        analyzed: { program: counted.analyzedProgram, control: counted.analyzedControl },
      },
    ])
  return {
    attrition: counted && levels ? levels[counted.bound] : null,
    baseline:
      worstFirst.find((category) => weighed.some((one) => one.category === category)) ?? null,
    isAdjusted:
      weighed.length > 0 &&
      weighed.every(
        ({ category, holds }) => category !== 'satisfied_with_adjustment' || holds === true,
      ),
  }
}
