import { scales } from '#app/domain/evidence/library.ts'
import { type SynthesisAsk, pricesOf, synthesize } from '#app/domain/evidence/synthesis.ts'
import { db } from '../index.ts'
import { hasError, listPoolable } from './findings.ts'
import { listModelTree } from './models.ts'
import { listPriceIndex, priceIndexOf } from './prices.ts'

/** The answer to a question put to the library, with the price index that it may have been restated by. */
export async function findSynthesis(ask: SynthesisAsk) {
  const [findings, tree, years] = await Promise.all([
    listPoolable(ask),
    listModelTree(),
    listPriceIndex(),
  ])
  return {
    answer: synthesize(ask, findings, tree, priceIndexOf(years)),
    index: years.at(-1) ?? null,
  }
}

/** What may be asked of the library: outcomes with most errors first, models, sectors and prices. */
export async function listSynthesisChoices() {
  const effects = db.selectFrom('findings').where('kind', '=', 'effect')
  const [measures, prices, models, sectors] = await Promise.all([
    effects
      .groupBy(['outcomeDomain', 'scale'])
      .select((eb) => [
        'outcomeDomain as outcome',
        'scale',
        eb.fn.countAll<number>().as('effects'),
        eb.fn.countAll<number>().filterWhere(hasError).as('withError'),
      ])
      .execute(),
    effects.select(['priceBasis', 'priceYear']).distinct().execute(),
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
  return {
    measures: measures.sort(
      (one, other) =>
        other.withError - one.withError ||
        (one.outcome < other.outcome ? -1 : one.outcome > other.outcome ? 1 : 0) ||
        scales.indexOf(one.scale) - scales.indexOf(other.scale),
    ),
    models,
    sectors,
    prices: prices
      .map(pricesOf)
      .filter((one) => one !== null)
      .sort(),
  }
}
