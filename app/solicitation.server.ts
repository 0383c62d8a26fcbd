import { type Permitted, permit } from '#app/domain/access.ts'
import { weighed } from '#app/board.server.ts'
import { today } from '#app/domain/clock.ts'
import { addCells } from '#app/domain/coverage.ts'
import {
  type SolicitationFilters,
  readSolicitationFilters,
} from '#app/domain/evidence/solicitation.ts'
import { siteAskOf } from '#app/domain/study/board.ts'
import { powerFields } from '#app/domain/study/power_inputs.ts'
import { listCoverageCells } from '#db/coverage.ts'
import { type Hole, listHoles } from '#db/evidence/agenda.ts'
import { listCandidates } from '#db/studies/board.ts'

const candidatesShown = 3

/** What the page and its file ask: the holes that pass the filters, and the money where they are. */
export async function solicitationAsked(actor: Permitted<'agenda.read'>, request: Request) {
  const filters = readSolicitationFilters(new URL(request.url).searchParams)
  const { sector, stream, origin } = filters
  const payer = permit(actor, 'portfolio.read')
  const [all, cells] = await Promise.all([
    listHoles(actor, origin),
    payer &&
      listCoverageCells(payer, {
        view: 'sectors',
        measure: 'amount',
        sector: null,
        state: null,
        stream,
        origin,
      }),
  ])
  const holes = all
    .map((hole, place) => ({ ...hole, rank: place + 1 }))
    .filter(({ cell }) => sector === null || cell.sector === null || cell.sector === sector)
  const moneyIn = (code: string | null) =>
    addCells((cells ?? []).filter((one) => one.code === (code ?? sector ?? '*')))
  return { filters, holes, moneyIn }
}

export type RankedHole = Hole & { rank: number }

/** The best awards of the evaluability board for each sector that some holes are in, by what is usual of a study;
 *  null for whoever reads no single award. */
export async function fillersOf(
  actor: Permitted<'agenda.read'>,
  { sector, stream, origin }: SolicitationFilters,
  holes: readonly RankedHole[],
) {
  const reader = permit(actor, 'board.read')
  if (!reader) return null
  const ask = siteAskOf(null, { effect: Number(powerFields.effect.usual), sites: null }, today())
  const sectors = [...new Set(holes.map(({ cell }) => cell.sector ?? sector))]
  return Promise.all(
    sectors.map(async (code) => {
      const { candidates } = await listCandidates(
        reader,
        { study: null, origin, ask },
        { stream, sector: code, state: null, after: null },
      )
      return {
        sector: code,
        awards: candidates.slice(0, candidatesShown).map((one) => {
          const { number, name, leadOrganization, sample, amount, verdict, reasons } = weighed(
            one,
            ask,
          )
          return { number, name, leadOrganization, sample, amount, verdict, reasons }
        }),
      }
    }),
  )
}

export type Fillers = NonNullable<Awaited<ReturnType<typeof fillersOf>>>
