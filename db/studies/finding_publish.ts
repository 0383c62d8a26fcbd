import { sql } from 'kysely'
import { isMoney } from '#app/domain/evidence/finding.ts'
import { scaleLabels } from '#app/domain/evidence/library.ts'
import { type OwnFinding, followUpWords, windowOf } from '#app/domain/evidence/own_finding.ts'
import { Refusal } from '#app/domain/outcome.ts'
import type { StudyDesign } from '#app/domain/study/record.ts'
import type { Trx } from '../index.ts'

/** What of an approved finding decides its row in the library. */
interface Approved extends Pick<OwnFinding, 'kind' | 'months' | 'scale'> {
  id: number
  studyId: number
  slug: string
  title: string
  model: string | null
  design: StudyDesign
}

/** Puts an approved finding into the public library, under a code of its own. */
export async function publishFinding(trx: Trx, finding: Approved): Promise<string> {
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
