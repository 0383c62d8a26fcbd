import type { Permitted } from '#app/domain/access.ts'
import { byOrigin } from '#app/domain/origin_total.ts'
import { db } from './index.ts'
import { awardsCountedFor } from './scope.ts'

/** The sectors with the awards in each; an award with several sectors counts in every one of them. */
export async function listSectors(actor: Permitted<'portfolio.read'>) {
  const sectors = await db
    .selectFrom('sectors')
    .select(['code', 'name', 'description', 'naics'])
    .orderBy('name')
    .execute()
  const totals = await totalsBySector(actor)
  return sectors.map((sector) => ({
    ...sector,
    ...byOrigin(totals.filter((row) => row.code === sector.code)),
  }))
}

export async function findSector(_actor: Permitted<'portfolio.read'>, code: string) {
  const sector = await db
    .selectFrom('sectors')
    .where('code', '=', code)
    .selectAll()
    .executeTakeFirst()
  return sector ?? null
}

/** A sector's awards by stream. */
export async function listSectorStreams(actor: Permitted<'portfolio.read'>, code: string) {
  const totals = (await totalsBySector(actor)).filter((row) => row.code === code)
  const streams = new Map(totals.map(({ streamCode, stream }) => [streamCode, stream]))
  return [...streams].map(([streamCode, name]) => ({
    code: streamCode,
    name,
    ...byOrigin(totals.filter((row) => row.streamCode === streamCode)),
  }))
}

async function totalsBySector(actor: Permitted<'portfolio.read'>) {
  return db
    .selectFrom('awardSectors')
    .innerJoin('awards', 'awards.id', 'awardSectors.awardId')
    .innerJoin('streams', 'streams.code', 'awards.streamCode')
    .where('awards.id', 'in', awardsCountedFor(actor))
    .select((eb) => [
      'awardSectors.sectorCode as code',
      'streams.code as streamCode',
      'streams.name as stream',
      'awards.sample',
      eb.fn.countAll<number>().as('awards'),
      eb.fn.count<number>('awards.amount').as('withAmount'),
      eb.fn.sum<string | null>('awards.amount').as('amount'),
    ])
    .groupBy(['awardSectors.sectorCode', 'streams.code', 'streams.name', 'awards.sample'])
    .orderBy('streams.name')
    .execute()
}
