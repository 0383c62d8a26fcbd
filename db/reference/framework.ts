import * as z from 'zod/mini'
import {
  closenesses,
  frameworkKinds,
  frameworkPlaces,
  frameworkSectors,
} from '#app/domain/evidence/framework.ts'
import type { Trx } from '../index.ts'
import { blank, list, oneOf, text, url, whole, yesNo } from './cells.ts'
import type { ReferenceFolder } from './read.ts'
import { type Loaded, replaceLinks, upsert } from './upsert.ts'

/** The Education-to-Workforce framework: its questions and indicators with their sources, and how close ours
 *  come. Pairs of two catalogues of indicators stand in crosswalk.csv and are not said twice here. */
export async function loadFrameworkLists(trx: Trx, folder: ReferenceFolder): Promise<Loaded[]> {
  const questions = folder.read('essential_questions.csv', question, ['number'])
  const indicators = folder.read('framework_indicators.csv', indicator, ['number'])
  const matches = folder.read('framework_matches.csv', match, [
    'frameworkIndicator',
    'indicator',
    'place',
  ])
  const questionMatches = folder.read('essential_question_matches.csv', questionMatch, [
    'essentialQuestion',
    'question',
  ])
  return [
    await upsert(
      trx,
      'essentialQuestions',
      ['number'],
      questions.map(({ indicators: _, ...row }) => row),
    ),
    await upsert(trx, 'frameworkIndicators', ['number'], indicators),
    await replaceLinks(
      trx,
      'essentialQuestionIndicators',
      ['essentialQuestion', 'frameworkIndicator'],
      questions.flatMap(({ number, indicators: own }) =>
        (own ?? []).map((one) => ({
          essentialQuestion: number,
          frameworkIndicator: Number(one),
        })),
      ),
    ),
    await replaceLinks(
      trx,
      'frameworkMatches',
      ['code'],
      matches.map((row, index) => ({
        ...row,
        code: `${row.frameworkIndicator} ${row.indicator ?? row.place ?? '–'}`,
        position: index + 1,
      })),
    ),
    await replaceLinks(
      trx,
      'essentialQuestionMatches',
      ['code'],
      questionMatches.map((row, index) => ({
        ...row,
        code: `${row.essentialQuestion} ${row.question ?? '–'}`,
        position: index + 1,
      })),
    ),
  ]
}

const question = z.object({
  number: whole,
  question: text,
  sectors: z.pipe(list, z.array(oneOf(frameworkSectors))),
  indicators: blank(z.pipe(list, z.array(z.string().check(z.regex(/^\d{1,2}$/))))),
  sourceTitle: text,
  sourceUrl: blank(url),
})

const indicator = z.object({
  number: whole,
  name: text,
  kind: oneOf(frameworkKinds),
  measures: text,
  outcome: blank(text),
  sectorTraining: yesNo,
  indicator: blank(text),
  sourceTitle: text,
  sourceUrl: blank(url),
})

const match = z
  .object({
    frameworkIndicator: whole,
    closeness: oneOf(closenesses),
    indicator: blank(text),
    place: blank(oneOf(frameworkPlaces)),
    reason: text,
  })
  .check(
    z.refine((row) => row.closeness === 'none' || (row.indicator ?? row.place) !== null, {
      path: ['closeness'],
      message: 'must be none where nothing of ours is named',
    }),
  )

const questionMatch = z.object({
  essentialQuestion: whole,
  closeness: oneOf(closenesses),
  question: blank(text),
  reason: text,
})
