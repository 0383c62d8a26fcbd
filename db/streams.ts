import type { Permitted } from '#app/domain/access.ts'
import { byOrigin } from '#app/domain/origin_total.ts'
import { db } from './index.ts'
import { addedUp } from './kept_totals.ts'
import { portfolioCountedFor } from './scope.ts'

/** The streams with what the sources and the sample hold of each. */
export async function listStreams(actor: Permitted<'portfolio.read'>) {
  const streams = await db
    .selectFrom('streams')
    .innerJoin('agencies', 'agencies.code', 'streams.bureau')
    .select([
      'streams.code',
      'streams.name',
      'agencies.name as bureau',
      'streams.kind',
      'streams.status',
      'streams.description',
    ])
    .orderBy('streams.status')
    .orderBy('streams.name')
    .execute()
  const programs = await listPrograms(actor, null)
  return streams.map((stream) => ({
    ...stream,
    programs: programs.filter((program) => program.stream === stream.code),
  }))
}

/** A stream with its official figures; null where there is none of the code. */
export async function findStream(_actor: Permitted<'portfolio.read'>, code: string) {
  const stream = await db
    .selectFrom('streams')
    .innerJoin('agencies as bureaus', 'bureaus.code', 'streams.bureau')
    .innerJoin('agencies', 'agencies.code', 'streams.agency')
    .where('streams.code', '=', code)
    .select([
      'streams.code',
      'streams.name',
      'agencies.name as agency',
      'bureaus.name as bureau',
      'streams.kind',
      'streams.status',
      'streams.description',
      'streams.sourceUrl',
      'streams.officialAwards',
      'streams.officialTotalUsd',
      'streams.precision',
      'streams.asOf',
      'streams.totalSourceTitle',
      'streams.totalSourceUrl',
    ])
    .executeTakeFirst()
  return stream ?? null
}

/** The programs of a stream, or all, each with its official figures and what is held of it. */
export async function listPrograms(actor: Permitted<'portfolio.read'>, stream: string | null) {
  const programs = await db
    .selectFrom('programs')
    .$if(stream !== null, (query) => query.where('programs.stream', '=', stream ?? ''))
    .select([
      'programs.code',
      'programs.stream',
      'programs.name',
      'programs.round',
      'programs.assistanceListing',
      'programs.officialAwards',
      'programs.officialTotalUsd',
      'programs.precision',
      'programs.asOf',
      'programs.matchRule',
      'programs.sourceUrl',
      'programs.canonicalUrl',
      'programs.notes',
    ])
    .orderBy('programs.announcedOn')
    .orderBy('programs.name')
    .execute()
  const totals = await db
    .selectFrom('awardTotals')
    .where(portfolioCountedFor(actor))
    .select((eb) => ['programCode', 'sample', ...addedUp(eb)])
    .groupBy(['programCode', 'sample'])
    .having((eb) => eb(eb.fn.sum('awards'), '>', 0))
    .execute()
  return programs.map((program) => ({
    ...program,
    ...byOrigin(totals.filter((row) => row.programCode === program.code)),
  }))
}

export type ProgramTotals = Awaited<ReturnType<typeof listPrograms>>[number]

/** Formula funds by state, program and year. */
export async function listAllotments(_actor: Permitted<'portfolio.read'>, stream: string) {
  return db
    .selectFrom('wioaAllotments')
    .innerJoin('programs', 'programs.code', 'wioaAllotments.program')
    .innerJoin('states', 'states.usps', 'wioaAllotments.state')
    .where('programs.stream', '=', stream)
    .select([
      'states.name as state',
      'wioaAllotments.programYear',
      'wioaAllotments.program as programCode',
      'programs.name as program',
      'wioaAllotments.startsOn',
      'wioaAllotments.endsOn',
      'wioaAllotments.allotmentUsd',
      'wioaAllotments.withinStateFormulaUsd',
      'wioaAllotments.sourceUrl',
      'wioaAllotments.notes',
    ])
    .orderBy('states.name')
    .orderBy('wioaAllotments.programYear', 'desc')
    .orderBy('programs.name')
    .execute()
}

export type Allotment = Awaited<ReturnType<typeof listAllotments>>[number]

export async function listListings(_actor: Permitted<'portfolio.read'>, stream: string) {
  return db
    .selectFrom('assistanceListings')
    .innerJoin('agencies', 'agencies.code', 'assistanceListings.bureau')
    .where('assistanceListings.stream', '=', stream)
    .select([
      'assistanceListings.aln',
      'assistanceListings.programTitle',
      'agencies.name as bureau',
      'assistanceListings.status',
      'assistanceListings.sourceUrl',
    ])
    .orderBy('assistanceListings.aln')
    .execute()
}
