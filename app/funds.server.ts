import type { Permitted } from '#app/domain/access.ts'
import { standingOn } from '#app/domain/appropriations.ts'
import { today } from '#app/domain/clock.ts'
import { type FundFilters, fundLines, partOf, readFundFilters } from '#app/domain/funds.ts'
import { listAppropriations } from '#db/appropriations.ts'
import { listAwardFunds, listOfficialFunds } from '#db/funds.ts'

/** What the page and its file show: the lines of each origin, as of the day asked for. */
export async function fundsAsked(actor: Permitted<'portfolio.read'>, request: Request) {
  const day = today()
  const filters = readFundFilters(new URL(request.url).searchParams, day)
  return { day, filters, origins: await fundsOf(actor, filters) }
}

/** The lines of each origin: of sources, then of the sample. */
export async function fundsOf(actor: Permitted<'portfolio.read'>, filters: FundFilters) {
  const [official, awards, recorded] = await Promise.all([
    listOfficialFunds(actor, filters),
    listAwardFunds(actor, filters),
    listAppropriations(actor),
  ])
  const standing = standingOn(recorded, filters.on)
  return ([false, true] as const).map((sample) => ({
    sample,
    lines: fundLines(official, awards, standing, { sample, part: partOf(filters) }),
  }))
}
