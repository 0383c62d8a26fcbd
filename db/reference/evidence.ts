import * as z from 'zod/mini'
import {
  errorOriginOf,
  followUpMonths,
  kindOfDesign,
  scaleOf,
} from '#app/domain/evidence/finding.ts'
import {
  claimKinds,
  clearLevels,
  componentAnswers,
  expectations,
  followUpWindows,
  modelKinds,
  scales,
} from '#app/domain/evidence/library.ts'
import { priceBases } from '#app/domain/evidence/pool_rules.ts'
import { ratedDesigns } from '#app/domain/evidence/causal_ratings.ts'
import { ratingSystemCodes } from '#app/domain/evidence/ratings.ts'
import { populations } from '#app/domain/overlap/reach.ts'
import { balanceCategories } from '#app/domain/study/balance.ts'
import { stages } from '#app/domain/study/stages.ts'
import type { Trx } from '../index.ts'
import { blank, date, dollars, list, oneOf, text, url, whole, yesNo } from './cells.ts'
import type { ReferenceFolder } from './read.ts'
import { type Loaded, replaceLinks, upsert } from './upsert.ts'

/** The library of evidence as published: models, findings, claims, questions and ladders. What rules need of a
 *  finding (its kind, scale and months) is read from the words of its source here, once. */
export async function loadEvidenceLists(trx: Trx, folder: ReferenceFolder): Promise<Loaded[]> {
  const models = folder.read('models.csv', model, ['code'])
  const findings = folder.read('findings.csv', finding, ['effectId'])
  const claims = folder.read('claims.csv', claim, ['code'])
  const checks = folder.read('claim_checks.csv', check, ['claim', 'outcomeDomain'])
  const ratings = folder.read('ratings.csv', rating, ['code'])
  const questions = folder.read('questions.csv', question, ['code'])
  const cells = folder.read('question_cells.csv', cell, ['question', 'sector'])
  const rungs = folder.read('ladders.csv', rung, ['ladder', 'rung'])
  return [
    await upsert(
      trx,
      'models',
      ['code'],
      models.map(({ sectors: _, ...row }, index) => ({
        ...row,
        related: row.related ?? [],
        populations: row.populations ?? [],
        position: index + 1,
      })),
    ),
    await replaceLinks(
      trx,
      'modelSectors',
      ['model', 'sector'],
      models.flatMap(({ code, sectors }) =>
        (sectors ?? []).map((sector, index) => ({ model: code, sector, position: index + 1 })),
      ),
    ),
    await upsert(trx, 'findings', ['code'], findings.map(toFinding)),
    await replaceLinks(
      trx,
      'findingSectors',
      ['finding', 'sector'],
      findings.flatMap(({ effectId, sector }) =>
        (sector ?? []).map((one, index) => ({
          finding: effectId,
          sector: one,
          position: index + 1,
        })),
      ),
    ),
    await upsert(
      trx,
      'claims',
      ['code'],
      claims.map(({ effectIds: _, date, ...row }, index) => ({
        ...row,
        dated: date,
        position: index + 1,
      })),
    ),
    await replaceLinks(
      trx,
      'claimFindings',
      ['claim', 'finding'],
      claims.flatMap(({ code, effectIds }) =>
        (effectIds ?? []).map((one) => ({ claim: code, finding: one })),
      ),
    ),
    await replaceLinks(trx, 'claimChecks', ['claim', 'outcomeDomain'], checks),
    await upsert(
      trx,
      'ratings',
      ['code'],
      ratings.map(({ findings: _, ...row }, index) => ({ ...row, position: index + 1 })),
    ),
    await replaceLinks(
      trx,
      'ratedFindings',
      ['rating', 'finding'],
      ratings.flatMap(({ code, findings: rated }) =>
        (rated ?? []).map((one) => ({ rating: code, finding: one })),
      ),
    ),
    await upsert(
      trx,
      'questions',
      ['code'],
      questions.map(({ type, ...row }, index) => ({ ...row, types: type, position: index + 1 })),
    ),
    await replaceLinks(
      trx,
      'questionCells',
      ['code'],
      cells.map((row, index) => ({
        ...row,
        code: `${row.question} ${row.sector ?? 'all'}`,
        models: row.models ?? [],
        position: index + 1,
      })),
    ),
    await upsert(
      trx,
      'careerRungs',
      ['ladder', 'rung'],
      rungs.map(({ order, ...row }) => ({ ...row, rungOrder: order })),
    ),
  ]
}

const decimal = z.string().check(z.regex(/^-?\d{1,12}(\.\d{1,6})?$/, 'must be a number'))
const component = blank(oneOf(componentAnswers))

const model = z.object({
  code: text,
  kind: oneOf(modelKinds),
  parent: blank(text),
  related: blank(list),
  name: text,
  operator: blank(text),
  places: blank(list),
  sectors: blank(list),
  population: blank(text),
  populations: blank(z.pipe(list, z.array(oneOf(populations)))),
  duration: blank(text),
  screening: component,
  occupationalTraining: component,
  careerReadiness: component,
  wraparound: component,
  employerTies: component,
  componentsBasis: blank(text),
  costPerParticipantUsd: blank(dollars),
  priceYear: blank(whole),
  costNote: blank(text),
  description: text,
  source: text,
  sourceUrl: blank(url),
})

const finding = z.object({
  effectId: text,
  model: text,
  sampleId: list,
  sector: blank(list),
  population: blank(text),
  window: blank(oneOf(followUpWindows)),
  priceYear: blank(whole),
  priceBasis: oneOf(priceBases),
  exploratory: blank(yesNo),
  program: text,
  site: text,
  study: text,
  design: text,
  sampleTreatment: blank(whole),
  sampleControl: blank(whole),
  outcomeDomain: text,
  outcomeMeasure: text,
  followUp: text,
  unit: text,
  controlMean: blank(decimal),
  treatmentMean: blank(decimal),
  impact: decimal,
  standardError: blank(decimal),
  pValue: blank(decimal),
  ciLow: blank(decimal),
  ciHigh: blank(decimal),
  sourceUrl: blank(url),
  canonicalUrl: blank(url),
  pRelation: blank(oneOf(['=', '<'])),
  sampleTotal: blank(whole),
  clearRating: blank(oneOf(['Low', 'Moderate', 'High'])),
  sourceDetail: blank(text),
  notes: blank(text),
})

function toFinding(
  { effectId, sampleId, sector: _, window, clearRating, ...row }: z.infer<typeof finding>,
  index: number,
) {
  const words = { unit: row.unit, measure: row.outcomeMeasure, followUp: row.followUp }
  return {
    ...row,
    code: effectId,
    position: index + 1,
    samples: sampleId,
    followUpWindow: window,
    kind: kindOfDesign(row.design),
    scale: scaleOf(words),
    followUpMonths: followUpMonths(row.followUp),
    errorOrigin: row.standardError === null ? null : errorOriginOf(row.notes),
    clearLevel: clearLevels.find((level) => level === clearRating?.toLowerCase()) ?? null,
  }
}

const claim = z.object({
  code: text,
  claim: text,
  qualifier: blank(text),
  value: blank(text),
  valueTo: blank(text),
  unit: blank(text),
  subject: text,
  outcome: text,
  author: blank(text),
  title: text,
  shortTitle: text,
  publisher: text,
  date: blank(text),
  url: blank(url),
  caveat: blank(text),
  kind: oneOf(claimKinds),
  effectIds: blank(list),
})

const check = z.object({
  claim: text,
  outcomeDomain: text,
  scale: blank(oneOf(scales)),
  windows: blank(list),
  models: blank(list),
  expectation: oneOf(expectations),
  basis: text,
})

const rating = z.object({
  code: text,
  system: oneOf(ratingSystemCodes),
  systemVersion: blank(text),
  level: text,
  study: text,
  outcome: text,
  model: blank(text),
  findings: blank(list),
  ratedBy: text,
  ratedOn: blank(date),
  reason: blank(text),
  source: text,
  sourceUrl: blank(url),
  design: blank(oneOf(ratedDesigns)),
  hasConfound: blank(yesNo),
  isOutcomeValid: blank(yesNo),
  isAssignmentCompromised: blank(yesNo),
  isProbabilityChangeIgnored: blank(yesNo),
  attrition: blank(oneOf(['low', 'high'])),
  hasRequiredControls: blank(yesNo),
  baseline: blank(oneOf(balanceCategories)),
  isAdjusted: blank(yesNo),
  isOutcomeMeasuredBefore: blank(yesNo),
})

const question = z.object({
  code: text,
  question: text,
  type: list,
  outcomeDomains: list,
  causal: yesNo,
  allowedDesigns: z.pipe(list, z.array(oneOf(stages))),
  contributingDesigns: blank(z.pipe(list, z.array(oneOf(stages)))),
  designNote: blank(text),
  sourceTitles: list,
})

const cell = z.object({
  question: text,
  sector: blank(text),
  level: blank(whole),
  studies: blank(text),
  why: text,
  models: blank(list),
})

const rung = z.object({
  sector: text,
  ladder: text,
  order: whole,
  rung: text,
  credential: blank(text),
  typicalNext: blank(list),
  sourceTitle: text,
  sourceUrl: blank(url),
  note: blank(text),
})
