import type { Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { readMoneyFilters } from '#app/domain/evidence/money.ts'
import { listModelLevels } from '#db/evidence/levels.ts'
import { listModels } from '#db/evidence/models.ts'
import { listMoneyByStream } from '#db/evidence/money.ts'

/** What the page and its file weigh: the money of the day asked for, the models and their levels. */
export async function moneyAsked(actor: Permitted<'portfolio.read'>, request: Request) {
  const day = today()
  const filters = readMoneyFilters(new URL(request.url).searchParams, day)
  const [rows, levels, library] = await Promise.all([
    listMoneyByStream(actor, filters),
    listModelLevels(),
    listModels(),
  ])
  const models = library
    .filter(({ kind }) => kind !== 'group')
    .map(({ code, name, kind, parent, costPerParticipantUsd, costNote }) => ({
      code,
      name,
      kind,
      parent,
      costPerParticipantUsd,
      costNote,
    }))
  return { day, filters, rows, levels, models }
}
