import { type Actor, type Permitted, permit } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { sinceLastQuarter } from '#app/domain/briefing.ts'
import { noDecisionFilters } from '#app/domain/decisions.ts'
import { footingLines, readMoneyFilters } from '#app/domain/evidence/money.ts'
import { fundMeaning, readFundFilters } from '#app/domain/funds.ts'
import { addTotals } from '#app/domain/origin_total.ts'
import { fundsOf } from '#app/funds.server.ts'
import {
  countOpenStages,
  countOverlaps,
  countRiskTiers,
  countStatuses,
  listWaitingGates,
  totalCoreIndicators,
} from '#db/briefing.ts'
import { listDecisions } from '#db/decisions/find.ts'
import { listModelLevels } from '#db/evidence/levels.ts'
import { listMoneyByStream } from '#db/evidence/money.ts'

/** What a briefing holds for its reader, as of today; what the role does not read is null. */
export async function briefingFor(actor: Permitted<'portfolio.read'>, request: Request) {
  const day = today()
  const { stream, sector, state } = readFundFilters(new URL(request.url).searchParams, day)
  const where = { stream, sector, state }
  const [origins, statuses, tiers, indicators, money, levels, stages, gates, overlaps, decisions] =
    await Promise.all([
      fundsOf(actor, { ...where, program: null, on: day }),
      countStatuses(actor, where),
      asked(actor, 'risk.read', (reader) => countRiskTiers(reader, where)),
      totalCoreIndicators(actor, where),
      listMoneyByStream(actor, { ...readMoneyFilters(new URLSearchParams(), day), ...where }),
      listModelLevels(),
      asked(actor, 'study.read', countOpenStages),
      asked(actor, 'gate.read', listWaitingGates),
      asked(actor, 'overlap.read', countOverlaps),
      asked(actor, 'decision.read', (reader) => listDecisions(reader, noDecisionFilters)),
    ])
  const since = sinceLastQuarter(day)
  return {
    day,
    where,
    since,
    money: origins
      .filter(({ lines }) => lines.length > 0)
      .map(({ sample, lines }) => ({ sample, meaning: fundMeaning(lines, { sample, on: day }) })),
    statuses,
    tiers,
    indicators,
    footings: [false, true].flatMap((sample) => {
      const own = money.filter((row) => row.sample === sample)
      const total = addTotals(own)
      return total.awards === 0 ? [] : [{ sample, total, lines: footingLines(own, levels) }]
    }),
    stages,
    gates,
    overlaps,
    decisions:
      decisions
        ?.filter(({ decidedOn }) => decidedOn !== null && decidedOn >= since)
        .slice(0, 5)
        .map(({ no, kind, name, about, decidedOn, sample }) => ({
          no,
          kind,
          name,
          about,
          decidedOn,
          sample,
        })) ?? null,
  }
}

export type Briefing = Awaited<ReturnType<typeof briefingFor>>

/** The answer for whoever holds a right; null for whoever does not. */
async function asked<R extends Parameters<typeof permit>[1], T>(
  actor: Actor,
  right: R,
  ask: (reader: Permitted<R>) => Promise<T>,
): Promise<T | null> {
  const reader = permit(actor, right)
  return reader && ask(reader)
}
