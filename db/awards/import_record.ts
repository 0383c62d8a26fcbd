import { sql } from 'kysely'
import type { ImportRecord, KnownAward } from '#app/domain/award_import.ts'
import type { AwardSheetLists, SheetAward } from '#app/domain/award_sheet_reading.ts'
import { type Db, type Trx, db } from '../index.ts'

/** The lists that a file of an agency's awards is read against. */
export async function findSheetLists(
  agencyCode: string,
  program: string | null,
): Promise<AwardSheetLists> {
  const [agencies, programs, listings, sectors, states] = await Promise.all([
    db
      .selectFrom('agencies')
      .leftJoin('agencies as department', 'department.code', 'agencies.parent')
      .where('agencies.code', '=', agencyCode)
      .select(['agencies.name', 'department.name as departmentName', 'agencies.parent'])
      .execute(),
    db
      .selectFrom('programs')
      .innerJoin('streams', 'streams.code', 'programs.stream')
      .where('streams.status', '=', 'active')
      .select([
        'programs.code',
        'streams.bureau as agencyCode',
        'programs.assistanceListing as listing',
      ])
      .orderBy('programs.code')
      .execute(),
    db
      .selectFrom('assistanceListings')
      .innerJoin('agencies', 'agencies.code', 'assistanceListings.bureau')
      .select(['aln', 'bureau', 'agencies.name as bureauName'])
      .execute(),
    db.selectFrom('sectors').select(['code', 'name']).execute(),
    db.selectFrom('states').select(['usps', 'name']).execute(),
  ])
  const names = agencies.flatMap(({ name, departmentName, parent }) =>
    [name, departmentName, parent].filter((one) => one !== null),
  )
  return { agency: { code: agencyCode, names }, programs, listings, sectors, states, program }
}

/** What the record holds of the awards and organizations that rows name: two statements, however many. */
export async function findImportRecord(
  awards: readonly Pick<SheetAward, 'number' | 'fain' | 'uei'>[],
  { agencyCode, sample }: { agencyCode: string; sample: boolean },
): Promise<ImportRecord> {
  const numbers = awards.map(({ number }) => number)
  const fains = awards.flatMap(({ fain }) => fain ?? [])
  const ueis = awards.flatMap(({ uei }) => uei ?? [])
  const [known, holders] = await Promise.all([
    listKnown(db, { agencyCode, numbers, fains }),
    db
      .selectFrom('organizations')
      .where('uei', '=', (eb) => eb.fn.any(eb.val(ueis)))
      .select(['uei', 'name', 'kind', 'sample'])
      .execute(),
  ])
  return {
    sample,
    awards: known,
    holders: holders.map(({ uei, name, kind, sample: isSample }) => ({
      uei: uei ?? '',
      name,
      isFitting: kind === 'grantee' && isSample === sample,
    })),
  }
}

/** Numbers are of all agencies; a FAIN belongs to one agency. */
async function listKnown(
  within: Db | Trx,
  { agencyCode, numbers, fains }: { agencyCode: string; numbers: string[]; fains: string[] },
): Promise<KnownAward[]> {
  const rows = await within
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where((eb) =>
      eb.or([
        eb('awards.number', '=', eb.fn.any(eb.val(numbers))),
        eb.and([
          eb('awards.agencyCode', '=', agencyCode),
          eb('awards.fain', '=', eb.fn.any(eb.val(fains))),
        ]),
      ]),
    )
    .select((eb) => [
      'awards.number',
      'awards.version',
      'awards.status',
      'awards.sample',
      'awards.agencyCode',
      'awards.fain',
      'organizations.name as organization',
      'organizations.uei',
      'awards.programCode',
      'awards.name',
      'awards.announcedOn',
      'awards.amount',
      'awards.matchAmount',
      'awards.periodStart',
      'awards.periodEnd',
      'awards.city',
      'awards.state',
      'awards.serviceArea',
      'awards.sourceUrl',
      sql<string | null>`(
        select string_agg(usps, '; ' order by usps) from award_states where award_id = awards.id
      )`.as('states'),
      sql<string | null>`(
        select string_agg(sector_code, '; ' order by sector_code collate "C")
        from award_sectors where award_id = awards.id
      )`.as('sectors'),
      eb
        .exists(
          eb
            .selectFrom('modifications')
            .whereRef('modifications.awardId', '=', 'awards.id')
            .where('modifications.state', '=', 'approved')
            .select('modifications.id'),
        )
        .as('isModified'),
      eb
        .exists(
          eb
            .selectFrom('reports')
            .whereRef('reports.awardId', '=', 'awards.id')
            .select('reports.id'),
        )
        .as('hasReports'),
    ])
    .execute()
  return rows.map(({ number, version, sample, isModified, hasReports, ...row }) => {
    const { agencyCode: agency, ...fields } = row
    return {
      number,
      version,
      status: row.status,
      sample,
      agencyCode: agency,
      isModified: isModified === true,
      hasReports: hasReports === true,
      fields,
    }
  })
}
