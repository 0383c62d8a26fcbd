import {
  type Closeness,
  type FrameworkPlace,
  closenessOf,
  closenesses,
} from '#app/domain/evidence/framework.ts'
import { db } from '../index.ts'

/** The essential questions of the Education-to-Workforce framework, with their indicators, what of ours comes
 *  close to each, and how many effects in the library are about the same outcome. */
export async function listFramework() {
  const [questions, links, agenda, indicators, matches, outcomes] = await Promise.all([
    db.selectFrom('essentialQuestions').selectAll().orderBy('number').execute(),
    db
      .selectFrom('essentialQuestionIndicators')
      .innerJoin('frameworkIndicators', 'number', 'frameworkIndicator')
      .select(['essentialQuestion', 'frameworkIndicator'])
      .orderBy('sectorTraining', 'desc')
      .orderBy('frameworkIndicator')
      .execute(),
    db
      .selectFrom('essentialQuestionMatches')
      .leftJoin('questions', 'questions.code', 'essentialQuestionMatches.question')
      .select([
        'essentialQuestion',
        'closeness',
        'questions.code',
        'questions.question',
        'essentialQuestionMatches.reason',
      ])
      .orderBy('essentialQuestionMatches.position')
      .execute(),
    db.selectFrom('frameworkIndicators').selectAll().orderBy('number').execute(),
    listMatches(),
    db
      .selectFrom('findings')
      .where('kind', '=', 'effect')
      .groupBy('outcomeDomain')
      .select((eb) => ['outcomeDomain', eb.fn.countAll<number>().as('effects')])
      .execute(),
  ])
  const mapped = new Map(
    indicators.map((indicator) => [
      indicator.number,
      {
        ...indicator,
        effects:
          outcomes.find(({ outcomeDomain }) => outcomeDomain === indicator.outcome)?.effects ?? 0,
        matches: matches
          .filter(({ frameworkIndicator }) => frameworkIndicator === indicator.number)
          .sort((one, other) => rank(one.closeness) - rank(other.closeness)),
      },
    ]),
  )
  return questions.map((question) => ({
    ...question,
    agenda: agenda.filter(({ essentialQuestion }) => essentialQuestion === question.number),
    indicators: links.flatMap(({ essentialQuestion, frameworkIndicator }) =>
      essentialQuestion === question.number ? (mapped.get(frameworkIndicator) ?? []) : [],
    ),
  }))
}

/** The closest first. */
const rank = (closeness: Closeness) => closenesses.indexOf(closeness)

export type FrameworkQuestion = Awaited<ReturnType<typeof listFramework>>[number]
export type FrameworkIndicator = FrameworkQuestion['indicators'][number]

/** What of ours was held against an indicator of the framework. */
export interface FrameworkMatch {
  frameworkIndicator: number
  closeness: Closeness
  /** Our indicator; null where a page comes nearest, or nothing does. */
  indicator: string | null
  name: string | null
  stream: string | null
  place: FrameworkPlace | null
  reason: string
}

/** Indicators of the framework that one of ours was held against, or that it defines. */
export async function listFrameworkOf(indicator: string) {
  const [defined, matches] = await Promise.all([
    db
      .selectFrom('frameworkIndicators')
      .innerJoin('indicators', 'indicators.code', 'frameworkIndicators.indicator')
      .where((eb) =>
        eb.or([
          eb('indicators.code', '=', indicator),
          eb('indicators.numeratorCode', '=', indicator),
          eb('indicators.denominatorCode', '=', indicator),
        ]),
      )
      .select(['number', 'frameworkIndicators.name'])
      .execute(),
    listMatches(),
  ])
  const judged = matches.filter((match) => match.indicator === indicator)
  const names = await db
    .selectFrom('frameworkIndicators')
    .where('number', 'in', [0, ...judged.map(({ frameworkIndicator }) => frameworkIndicator)])
    .select(['number', 'name'])
    .execute()
  return {
    defined,
    judged: judged.flatMap(({ frameworkIndicator, closeness, reason }) =>
      names
        .filter(({ number }) => number === frameworkIndicator)
        .map((named) => ({ ...named, closeness, reason })),
    ),
  }
}

/** Essential questions that come close to questions of the learning agenda, by their codes. */
export async function listEssentialQuestions() {
  return db
    .selectFrom('essentialQuestionMatches')
    .innerJoin('essentialQuestions', 'number', 'essentialQuestion')
    .where('closeness', '<>', 'none')
    .where('essentialQuestionMatches.question', 'is not', null)
    .select([
      'essentialQuestionMatches.question as code',
      'number',
      'essentialQuestions.question',
      'reason',
    ])
    .orderBy('number')
    .execute()
}

/** The pairs that were judged for the framework, and those that were judged between catalogues already. */
async function listMatches(): Promise<FrameworkMatch[]> {
  const [own, crossed] = await Promise.all([
    db
      .selectFrom('frameworkMatches')
      .leftJoin('indicators', 'indicators.code', 'frameworkMatches.indicator')
      .select([
        'frameworkIndicator',
        'closeness',
        'frameworkMatches.indicator',
        'indicators.name',
        'indicators.stream',
        'place',
        'reason',
      ])
      .orderBy('frameworkMatches.position')
      .execute(),
    db
      .selectFrom('frameworkIndicators')
      .innerJoin('indicators as theirs', 'theirs.code', 'frameworkIndicators.indicator')
      .innerJoin('crosswalk', (join) =>
        join.on((eb) =>
          eb.or(
            (['theirs.code', 'theirs.numeratorCode', 'theirs.denominatorCode'] as const).map(
              (part) => eb('crosswalk.toIndicator', '=', eb.ref(part)),
            ),
          ),
        ),
      )
      .innerJoin('indicators as ours', 'ours.code', 'crosswalk.fromIndicator')
      .select([
        'frameworkIndicators.number as frameworkIndicator',
        'crosswalk.comparability',
        'ours.code as indicator',
        'ours.name',
        'ours.stream',
        'crosswalk.reason',
      ])
      .orderBy('ours.stream')
      .orderBy('ours.position')
      .execute(),
  ])
  return [
    ...crossed.map(({ comparability, ...pair }) => ({
      ...pair,
      closeness: closenessOf(comparability),
      place: null,
    })),
    ...own,
  ]
}
