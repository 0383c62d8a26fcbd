import type { Permitted } from '#app/domain/access.ts'
import { byOrigin } from '#app/domain/origin_total.ts'
import { db } from './index.ts'
import { addedUp } from './kept_totals.ts'
import { portfolioCountedFor } from './scope.ts'

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
    .selectFrom('sectorTotals')
    .innerJoin('streams', 'streams.code', 'sectorTotals.streamCode')
    .where(portfolioCountedFor(actor))
    .select((eb) => [
      'sectorTotals.sectorCode as code',
      'streams.code as streamCode',
      'streams.name as stream',
      'sectorTotals.sample',
      ...addedUp(eb),
    ])
    .groupBy(['sectorTotals.sectorCode', 'streams.code', 'streams.name', 'sectorTotals.sample'])
    .having((eb) => eb(eb.fn.sum('awards'), '>', 0))
    .orderBy('streams.name')
    .execute()
}
