import type { Origin } from '../award_list.ts'
import { formatShortDate } from '../calendar.ts'
import { isDate } from '../dates.ts'
import { compareMoney, formatMoney, toCents } from '../money.ts'
import { type OriginTotal, addTotals } from '../origin_total.ts'
import { type Share, formatPercent, shareOf } from '../share.ts'
import type { ModelKind } from './library.ts'
import { type ModelLevel, modelLevelLabels } from './model_level.ts'

/** What a form sends for an award that runs no model of the library. */
export const noLibraryModel = 'none_of_library'

/** What dollars stand on, best first: the level of the model that their award runs, or why it has none. */
export const footings = ['high', 'moderate', 'low', 'none', 'outside', 'unrecorded'] as const
export type Footing = (typeof footings)[number]

export const footingLabels = {
  ...modelLevelLabels,
  outside: 'No model of the library',
  unrecorded: 'No model recorded',
} satisfies Record<Footing, string>

/** Which awards are weighed, and of which footing the page lists them. */
export interface MoneyFilters {
  stream: string | null
  sector: string | null
  state: string | null
  /** Amounts and models are those of this day. */
  on: string
  footing: Footing | null
  origin: Origin
}

/** Whatever an address does not say or cannot mean falls back to all awards, and to `day`, which is today:
 *  what holds on a day to come nobody knows. */
export function readMoneyFilters(params: URLSearchParams, day: string): MoneyFilters {
  const code = (name: string) => {
    const given = params.get(name) ?? ''
    return /^[\w-]{1,60}$/.test(given) ? given : null
  }
  const on = params.get('on') ?? ''
  return {
    stream: code('stream'),
    sector: code('sector'),
    state: code('state'),
    on: isDate(on) && on >= '1900-01-01' && on < day ? on : day,
    footing: footings.find((one) => one === params.get('footing')) ?? null,
    origin: params.get('origin') === 'sample' ? 'sample' : 'sources',
  }
}

/** The shortest query that asks for the same. */
export function moneyQuery({ footing, origin, on, ...where }: MoneyFilters, day: string) {
  const listed = footing && { footing, ...(origin === 'sample' && { origin }) }
  return { ...where, on: on === day ? null : on, ...listed }
}

/** Awards that run one model, of one origin and one stream or sector. */
export interface MoneyRow extends OriginTotal {
  sample: boolean
  /** Somebody has said what they run. */
  named: boolean
  /** Null where nobody has, or where it is no model of the library. */
  model: string | null
  code: string
  name: string
}

export type Levels = ReadonlyMap<string, ModelLevel>

export function footingOf(row: Pick<MoneyRow, 'named' | 'model'>, levels: Levels): Footing {
  if (!row.named) return 'unrecorded'
  return row.model === null ? 'outside' : (levels.get(row.model) ?? 'none')
}

export interface FootingLine {
  footing: Footing
  total: OriginTotal
  /** Of the dollars of all lines. */
  share: Share
}

/** The dollars of some awards by what they stand on, a line for each footing, empty ones too. */
export function footingLines(rows: readonly MoneyRow[], levels: Levels): FootingLine[] {
  const whole = addTotals(rows).amount ?? '0'
  return footings.map((footing) => {
    const total = addTotals(rows.filter((row) => footingOf(row, levels) === footing))
    return { footing, total, share: shareOf(total.amount ?? '0', whole) }
  })
}

/** The lines of each stream or sector, in the order of the rows. */
export function footingsByGroup(rows: readonly MoneyRow[], levels: Levels) {
  const names = new Map(rows.map(({ code, name }) => [code, name]))
  return [...names].map(([code, name]) => {
    const own = rows.filter((row) => row.code === code)
    return { code, name, total: addTotals(own), lines: footingLines(own, levels) }
  })
}

/** The lines in a sentence, with what has no amount to weigh. */
export function footingMeaning(lines: readonly FootingLine[], on: string): string {
  const totalOf = (...named: readonly Footing[]) =>
    addTotals(lines.filter(({ footing }) => named.includes(footing)).map(({ total }) => total))
  const whole = totalOf(...footings)
  const day = formatShortDate(on)
  const awards = (count: number) => (count === 1 ? '1 award' : `${count} awards`)
  if (whole.amount === null) {
    return `On ${day} there are ${awards(whole.awards)}, and the amount of none is in the sources.`
  }
  const all = whole.amount
  const part = (...named: Footing[]) => {
    const amount = totalOf(...named).amount ?? '0.00'
    const percent = formatPercent(shareOf(amount, all), 1)
    return percent === null ? formatMoney(amount) : `${formatMoney(amount)} (${percent})`
  }
  const others = [
    `${part('low', 'none')} on models without`,
    ...(totalOf('outside').awards > 0 ? [`${part('outside')} on no model of the library`] : []),
  ]
  const missing = whole.awards - whole.withAmount
  const isAnyNamed = totalOf('unrecorded').awards < whole.awards
  return [
    isAnyNamed
      ? `On ${day}, of ${formatMoney(all)} in ${awards(whole.awards)}, ${part('high', 'moderate')} stands on models rated high or moderate, ${others.join(', ')}, and of ${part('unrecorded')} no model is recorded.`
      : `On ${day} there are ${formatMoney(all)} in ${awards(whole.awards)}, and nobody has recorded which model any of them runs.`,
    ...(missing > 0 ? [`The amount of ${awards(missing)} is not in the sources.`] : []),
  ].join(' ')
}

export interface WeighedModel {
  code: string
  name: string
  kind: ModelKind
  parent: string | null
}

/** A model with the awards that run it on the day. */
export interface ModelMoney {
  code: string
  name: string
  level: ModelLevel
  total: OriginTotal
}

/** Models that have money, the most first. */
export function modelMoney(
  rows: readonly MoneyRow[],
  models: readonly WeighedModel[],
  levels: Levels,
): ModelMoney[] {
  return models
    .map(({ code, name }) => ({
      code,
      name,
      level: levels.get(code) ?? 'none',
      total: addTotals(rows.filter(({ model }) => model === code)),
    }))
    .filter(({ total }) => total.awards > 0)
    .toSorted((one, other) => compareMoney(other.total.amount ?? '0', one.total.amount ?? '0'))
}

/** Evidence that waits for money: models rated high or moderate which no award runs, nor a site of theirs;
 *  the highest first. */
export function waitingModels(
  rows: readonly MoneyRow[],
  models: readonly WeighedModel[],
  levels: Levels,
): { code: string; name: string; level: ModelLevel }[] {
  const roots = new Map(models.map(({ code, parent }) => [code, parent ?? code]))
  const funded = new Set(rows.flatMap(({ model }) => (model ? [roots.get(model)] : [])))
  return (['high', 'moderate'] as const).flatMap((level) =>
    models
      .filter(({ code, kind }) => kind === 'model' && levels.get(code) === level)
      .filter(({ code }) => !funded.has(code))
      .map(({ code, name }) => ({ code, name, level })),
  )
}

/** What a further sum would buy. */
export const anotherSum = '1000000.00'

/**
 * How many people a further million dollars would serve in each model rated high or moderate, at the cost per
 * participant that its sources give; the highest level first. People are whole, rounded down. A model whose sources
 * name no cost is left out. Costs are of the study's own years and places and are not deflated, since most state no
 * price year.
 */
export function anotherMillion(
  models: readonly (Pick<WeighedModel, 'code' | 'name' | 'kind'> & {
    costPerParticipantUsd: string | null
    costNote: string | null
  })[],
  levels: Levels,
): {
  code: string
  name: string
  level: ModelLevel
  cost: string
  note: string | null
  people: number
}[] {
  return (['high', 'moderate'] as const).flatMap((level) =>
    models.flatMap(({ code, name, kind, costPerParticipantUsd: cost, costNote: note }) => {
      if (kind !== 'model' || levels.get(code) !== level || cost === null) return []
      const cents = toCents(cost)
      if (cents <= 0n) return []
      return [{ code, name, level, cost, note, people: Number(toCents(anotherSum) / cents) }]
    }),
  )
}

/** The bars as they are drawn, in units of the drawing. */
export const footingFrame = { width: 720, names: 190, bars: 320, row: 32, top: 8 }

export function drawFootings(lines: readonly FootingLine[]) {
  const { bars, row, top } = footingFrame
  return {
    height: top + lines.length * row,
    rows: lines.map(({ footing, total, share }, index) => ({
      footing,
      label: footingLabels[footing],
      y: top + (index + 0.5) * row,
      width: Math.round(Number(share.value ?? 0) * bars * 10) / 10,
      words:
        total.awards === 0
          ? 'none'
          : total.amount === null
            ? 'not in the sources'
            : [formatMoney(total.amount), formatPercent(share, 1)].filter(Boolean).join(', '),
    })),
  }
}
