import { record } from '../events.ts'
import type { Trx } from '../index.ts'
import { enterOrganization } from './organizations.ts'

/** The real evaluation of the SSEEP portfolio, as its public page describes it: firms, programs, and the
 *  tasks that run side by side. The page gives no date, milestone or figure of progress, so the record
 *  has none, and its firms have no accounts. Entered once; later changes belong to people. */
export async function recordSseepStudy(trx: Trx): Promise<void> {
  const known = await trx
    .selectFrom('studies')
    .where('slug', '=', slug)
    .select('id')
    .executeTakeFirst()
  if (known) return
  const [lead, ...partners] = await enterFirms(trx)
  if (lead === undefined) return
  const { id: studyId } = await trx
    .insertInto('studies')
    .values({
      slug,
      organizationId: lead,
      sample: false,
      title: 'Evaluation of the Sectoral Strategies and Employer Engagement Portfolio',
      summary,
      sponsorCode: 'CEO',
      awardedOn: null,
      sourceUrl,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await trx
    .insertInto('studyFirms')
    .values([
      { studyId, organizationId: lead, part: 'lead' as const },
      ...partners.map((organizationId) => ({
        studyId,
        organizationId,
        part: 'partner' as const,
      })),
    ])
    .execute()
  await trx
    .insertInto('studyPrograms')
    .values(programs.map((programCode) => ({ studyId, programCode })))
    .execute()
  await trx
    .insertInto('studyStages')
    .values(
      stages.map((stage) => ({
        studyId,
        stage,
        state: 'open' as const,
        openedOn: null,
        closedOn: null,
      })),
    )
    .execute()
  await record(
    trx,
    { kind: 'system', name: 'loader', requestId: 'reference' },
    { kind: 'study.sourced', studyId, after: { firms, programs, stages, sourceUrl } },
  )
}

const slug = 'sseep-evaluation'
const sourceUrl =
  'https://www.dol.gov/agencies/oasp/evaluation/currentstudies/Sectoral-Strategies-and-Employer-Engagement-Portfolio'
const summary =
  'Funded in 2023 by the Chief Evaluation Office with the Employment and Training Administration. ' +
  'Three tasks run side by side: a scan of what is known with formative work, an implementation study, ' +
  'and preliminary evaluability assessments that name candidate sites for impact and cost-benefit work. ' +
  'The portfolio holds 71 grantees: 34 of Building Pathways to Infrastructure Jobs, 25 of Nursing ' +
  'Expansion and 12 of Critical Sector Job Quality.'

const firms = [
  'Abt Global',
  'MDRC',
  'Social Policy Research Associates',
  'Trewon Technologies',
] as const
const programs = ['BPIJG', 'NEG', 'CSJQ'] as const
const stages = ['knowledge', 'formative', 'implementation', 'evaluability'] as const

async function enterFirms(trx: Trx): Promise<number[]> {
  const ids: number[] = []
  for (const name of firms) {
    ids.push(await enterOrganization(trx, { kind: 'evaluator', name, state: null, sourceUrl }))
  }
  return ids
}
