import { errorOf } from '#app/domain/evidence/finding.ts'
import { scales } from '#app/domain/evidence/library.ts'
import { type SynthesisAsk, pricesOf, synthesize } from '#app/domain/evidence/synthesis.ts'
import { db } from '../index.ts'
import { listPoolable } from './findings.ts'
import { listModelTree } from './models.ts'
import { listPriceIndex, priceIndexOf } from './prices.ts'

/** The answer to a question put to the library, with what else may be asked of it. */
export async function findSynthesis(ask: SynthesisAsk) {
  const [findings, tree, years, models, sectors] = await Promise.all([
    listPoolable(),
    listModelTree(),
    listPriceIndex(),
    db
      .selectFrom('models')
      .where('kind', '=', 'model')
      .select(['code', 'name'])
      .orderBy('position')
      .execute(),
    db
      .selectFrom('sectors')
      .where('code', 'in', db.selectFrom('findingSectors').select('sector'))
      .select(['code', 'name'])
      .orderBy('name')
      .execute(),
  ])
  const effects = findings.filter(({ kind }) => kind === 'effect')
  const words = [...new Set(effects.map((one) => `${one.outcomeDomain}:${one.scale}`))]
  const measures = words
    .flatMap((word) => {
      const group = effects.filter((one) => `${one.outcomeDomain}:${one.scale}` === word)
      const [first] = group
      if (!first) return []
      const withError = group.filter((finding) => errorOf(finding) !== null).length
      const { outcomeDomain: outcome, scale } = first
      return [{ outcome, scale, effects: group.length, withError }]
    })
    .sort(
      (one, other) =>
        other.withError - one.withError ||
        (one.outcome < other.outcome ? -1 : one.outcome > other.outcome ? 1 : 0) ||
        scales.indexOf(one.scale) - scales.indexOf(other.scale),
    )
  const prices = [...new Set(effects.map(pricesOf))].filter((one) => one !== null).sort()
  return {
    answer: synthesize(ask, findings, tree, priceIndexOf(years)),
    choices: { measures, models, sectors, prices },
    index: years.at(-1) ?? null,
  }
}
