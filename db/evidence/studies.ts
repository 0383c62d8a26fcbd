import { sql } from 'kysely'
import { studyKey } from '#app/domain/evidence/measured.ts'
import { db } from '../index.ts'

/** The published studies of the library: what each measured, of which models, in how many findings. */
export async function listEvidenceStudies() {
  const rows = await db
    .selectFrom('findings')
    .innerJoin('models', 'models.code', 'findings.model')
    .groupBy('findings.study')
    .select((eb) => [
      'findings.study',
      eb.fn.countAll<number>().as('findings'),
      sql<
        string[]
      >`array_agg(distinct findings.outcome_domain order by findings.outcome_domain)`.as(
        'outcomes',
      ),
      sql<string[]>`array_agg(distinct findings.design order by findings.design)`.as('designs'),
      sql<{ code: string; name: string }[]>`json_agg(distinct jsonb_build_object(
        'code', models.code, 'name', models.name))`.as('models'),
    ])
    .orderBy(sql`lower(findings.study) collate "C"`)
    .execute()
  return rows.map((row) => ({ ...row, key: studyKey(row.study) }))
}

export type EvidenceStudy = Awaited<ReturnType<typeof listEvidenceStudies>>[number]

/** One of them by the key of its address, and every outcome that the library knows. */
export async function findEvidenceStudy(key: string) {
  const studies = await listEvidenceStudies()
  const study = studies.find((one) => one.key === key)
  if (!study) return null
  const outcomes = [...new Set(studies.flatMap((one) => one.outcomes))].sort()
  return { study, outcomes }
}
