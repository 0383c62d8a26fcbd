import { sql } from 'kysely'
import type { Subject } from '#app/domain/decisions.ts'
import type { Trx } from '../index.ts'

/** What a decision is about, one of them. */
export interface Columns {
  streamCode: string | null
  programCode: string | null
  modelCode: string | null
  awardId: number | null
  studyId: number | null
}

export async function columnsOf(trx: Trx, { kind, code }: Subject) {
  const none = {
    streamCode: null,
    programCode: null,
    modelCode: null,
    awardId: null,
    studyId: null,
  }
  const blank = { ...none, awardOrganizationId: null }
  switch (kind) {
    case 'stream':
      return { ...blank, streamCode: code }
    case 'program':
      return { ...blank, programCode: code }
    case 'model':
      return { ...blank, modelCode: code }
    case 'award': {
      const award = await trx
        .selectFrom('awards')
        .where('number', '=', code)
        .select(['id', 'organizationId'])
        .executeTakeFirstOrThrow()
      return { ...blank, awardId: award.id, awardOrganizationId: award.organizationId }
    }
    case 'study': {
      const study = await trx
        .selectFrom('studies')
        .where('slug', '=', code)
        .select('id')
        .executeTakeFirstOrThrow()
      return { ...blank, studyId: study.id }
    }
  }
}

export async function subjectOf(trx: Trx, id: number): Promise<Subject> {
  return trx
    .selectFrom('decisions')
    .leftJoin('awards', 'awards.id', 'decisions.awardId')
    .leftJoin('studies', 'studies.id', 'decisions.studyId')
    .where('decisions.id', '=', id)
    .select([
      'decisions.about as kind',
      sql<string>`coalesce(decisions.stream_code, decisions.program_code, decisions.model_code,
        awards.number, studies.slug)`.as('code'),
    ])
    .executeTakeFirstOrThrow()
}
