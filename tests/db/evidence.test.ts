import { beforeAll, describe, expect, test } from 'vitest'
import { conflictsAmong } from '#app/domain/evidence/conflicts.ts'
import { errorOf } from '#app/domain/evidence/finding.ts'
import { findingSorts, noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { findClaim, listClaims } from '#db/evidence/claims.ts'
import {
  countFindings,
  findFinding,
  listAllFindings,
  listFindings,
  listFindingsBeside,
  listFindingsOf,
} from '#db/evidence/findings.ts'
import { listModelLevels } from '#db/evidence/levels.ts'
import { countLibrary } from '#db/evidence/library.ts'
import { findModel, listModels } from '#db/evidence/models.ts'
import { provisionalRatings } from '#app/domain/evidence/rating_inputs.ts'
import { listRatings, listRatingsOf, listWorked } from '#db/evidence/ratings.ts'
import { findCountyHealth, listSupport } from '#db/evidence/body.ts'
import { listQuestions } from '#db/evidence/questions.ts'
import { findEvidenceStudy, listEvidenceStudies } from '#db/evidence/studies.ts'
import { findSynthesis, listSynthesisChoices } from '#db/evidence/synthesis.ts'
import { usualAsk } from '#app/domain/evidence/synthesis_address.ts'
import { testDatabase } from '../setup/database.ts'

beforeAll(async () => {
  await testDatabase('sourced')
})

const whole = { filters: noFindingFilters, sort: 'code', descending: false } as const

describe('the library', () => {
  test('holds all 117 findings and 83 claims, with blanks as blanks', async () => {
    const findings = await listAllFindings(whole)
    expect(findings).toHaveLength(117)
    expect(findings.filter(({ standardError }) => standardError === null)).toHaveLength(97)
    expect(findings.filter(({ errorOrigin }) => errorOrigin === 'reported')).toHaveLength(3)
    expect(await listClaims()).toHaveLength(83)
    const counts = await countLibrary()
    expect(counts).toMatchObject({ findings: 117, claims: 83, models: 12 })
    const effects = findings.filter(({ kind }) => kind === 'effect')
    expect(counts.effects).toBe(effects.length)
    expect(counts.withError).toBe(effects.filter((one) => errorOf(one) !== null).length)
  })

  test('prints a number with the places its source prints', async () => {
    expect((await findFinding('EF060'))?.impact).toBe('1.0')
    expect((await findFinding('EF001'))?.standardError).toBe('772.3')
    expect(await findFinding('EF999')).toBeNull()
  })

  test.each([
    ['EF027', ['EF003']],
    ['EF063', ['EF055']],
    ['EF079', ['EF077', 'EF080']],
    ['EF052', []],
  ])('%s stands in conflict with %o', async (code, others) => {
    const finding = await findFinding(code)
    if (!finding) throw new Error('missing')
    const beside = await listFindingsBeside(finding)
    expect(conflictsAmong(finding, beside).map((one) => one.code)).toEqual(others)
  })

  test('a model is found with its sectors, a site with its parent', async () => {
    expect(await findModel('workadvance')).toMatchObject({ costPerParticipantUsd: '5640.66' })
    const site = await findModel('workadvance_madison')
    expect(site?.parentName).toBe('WorkAdvance')
    expect(site?.sectors).toHaveLength(2)
    expect((await listModels()).map(({ code }) => code)).toContain('sector_mean')
  })

  test('a model stands where the best rated, favorable and significant earnings finding puts it', async () => {
    const levels = await listModelLevels()
    expect(levels.get('workadvance')).toBe('high')
    expect(levels.get('year_up')).toBe('high')
    expect(levels.get('wrtp')).toBe('high')
    expect(levels.get('jvs_boston')).toBe('low')
    expect(levels.get('project_quest')).toBe('none')
    expect(levels.get('workadvance_towards')).toBe('none')
  })
})

describe('the list of findings', () => {
  test.each(
    findingSorts.flatMap((sort) => [false, true].map((descending) => ({ sort, descending }))),
  )(
    'pages by $sort (descending: $descending) without losing or doubling one',
    async ({ sort, descending }) => {
      const list = { filters: noFindingFilters, sort, descending }
      const all = (await listAllFindings(list)).map(({ code }) => code)
      const walked: string[] = []
      let after: string | undefined
      for (;;) {
        const page = await listFindings(list, after ? { direction: 'after', code: after } : null)
        walked.push(...page.findings.map(({ code }) => code))
        after = walked.at(-1)
        if (!page.hasNext) break
      }
      expect(walked).toEqual(all)
      const back = await listFindings(list, { direction: 'before', code: all[30] ?? '' })
      expect(back.findings.map(({ code }) => code)).toEqual(all.slice(5, 30))
      expect(await countFindings(list, all[30] ?? '')).toEqual({ count: 117, earlier: 30 })
    },
  )

  test('filters by model with its sites, sector, outcome, window, unit, kind, rating and words', async () => {
    const codes = async (filters: Partial<typeof noFindingFilters>) =>
      (await listAllFindings({ ...whole, filters: { ...noFindingFilters, ...filters } })).map(
        ({ code }) => code,
      )
    expect(await codes({ model: 'workadvance' })).toHaveLength(39)
    expect(
      await codes({
        model: 'workadvance',
        outcome: 'earnings',
        window: 'year2',
        scale: 'usd_per_year',
      }),
    ).toEqual(['EF002', 'EF009', 'EF016', 'EF019', 'EF025'])
    expect(await codes({ sector: 'healthcare', rating: 'high', kind: 'effect' })).toEqual([
      'EF026',
      'EF040',
      'EF041',
      'EF042',
      'EF043',
      'EF052',
    ])
    expect(await codes({ q: 'nine year GAINS', rating: 'unrated' })).toHaveLength(9)
    expect(await codes({ q: '100%_' })).toEqual([])
  })
})

describe('a claim', () => {
  test('of more than 6,000 dollars is confirmed by both figures for the same people', async () => {
    const claim = await findClaim('C04')
    expect(claim?.answers.map(({ finding, standing }) => [finding.code, standing])).toEqual([
      ['EF040', 'confirms'],
      ['EF052', 'confirms'],
    ])
    expect(claim?.figureOf).toMatchObject([
      { code: 'EF052', url: expect.stringMatching(/^https:/) },
    ])
  })

  test('is never confirmed by the figure that was read in its own text', async () => {
    const claims = await listClaims()
    const almost = claims.find(({ code }) => code === 'C02')
    expect(almost?.counts).toEqual({ confirms: 0, refines: 0, contradicts: 0, restates: 1 })
    expect(claims.find(({ code }) => code === 'C57')?.isTested).toBe(false)
    expect(await findClaim('C999')).toBeNull()
  })

  test('of large gains everywhere is confirmed by some, refined by others', async () => {
    const claim = (await listClaims()).find(({ code }) => code === 'C13')
    expect(claim?.counts.confirms).toBeGreaterThan(5)
    expect(claim?.counts.refines).toBeGreaterThan(5)
  })
})

describe('a synthesis of the library', () => {
  test('of WorkAdvance in year 2 is the four sites and no pooled finding', async () => {
    const ask = { ...usualAsk, models: ['workadvance'], isConfirmed: true }
    const { answer } = await findSynthesis(ask)
    expect(answer.included.map(({ finding }) => finding.code)).toEqual([
      'EF002',
      'EF009',
      'EF016',
      'EF019',
    ])
    expect(answer.left.map(({ finding }) => finding.code)).toEqual(['EF025'])
    expect(answer.people).toBe(2564)
    expect(Math.round(answer.pooled?.estimate ?? 0)).toBe(1881)
  })

  test('in the dollars of a year takes none whose sources state no price year', async () => {
    const ask = { ...usualAsk, window: null, isConfirmed: true, dollars: '2025' }
    const { answer, index } = await findSynthesis(ask)
    expect(answer.priceYear).toBe(2025)
    expect(answer.included.every(({ finding }) => finding.priceBasis === 'real')).toBe(true)
    const ruleOf = (code: string) => answer.left.find(({ finding }) => finding.code === code)?.rule
    expect(ruleOf('EF002')).toContain('do not say in which year’s dollars')
    expect(ruleOf('EF056')).toContain('standard error is not known')
    expect(index).toMatchObject({ year: 2025, sourceTitle: expect.stringContaining('CUUR0000SA0') })
    expect((await findSynthesis({ ...ask, dollars: '1900' })).answer.yearError).toContain('1985')
  })

  test('offers every outcome that has an effect, those with errors first', async () => {
    const choices = await listSynthesisChoices()
    expect(choices.measures[0]).toMatchObject({ outcome: 'earnings', scale: 'usd_per_year' })
    expect(choices.prices).toContain('real-2019')
  })
})

test('what the rules make of CLEAR’s profiles is what CLEAR made of them, wherever they say enough', async () => {
  const ratings = (await listRatings()).filter(({ system }) => system === 'clear')
  const worked = ratings.flatMap((rating) => {
    const provisional = provisionalRatings(rating)
    return provisional ? [[rating.code, provisional.clear.level]] : []
  })
  expect(worked).toEqual(
    ratings.filter(({ design }) => design !== null).map(({ code, level }) => [code, level]),
  )
  expect(worked).toHaveLength(5)
  expect((await listRatingsOf('EF045')).map(({ code }) => code)).toEqual(['CLEAR-JVS-2010'])
})

test('programs and the strategy are rated by the rules of those who rate such, and say what they lack', async () => {
  const support = await listSupport()
  const levels = (code: string) =>
    support
      .find((model) => model.code === code)
      ?.cells.map(({ domain, window, rating }) => `${domain} ${window} ${rating.level}`)
  expect(levels('wrtp')).toEqual(['earnings long supported', 'employment long not_supported'])
  expect(levels('workadvance')).toContain('earnings long supported')
  expect(levels('project_quest')).toContain('earnings very_long null')
  expect(levels('seis_three')).toBeUndefined()
  const health = await findCountyHealth()
  expect(health.rating).toEqual({ level: 'some', reasons: ['enough'] })
  expect(health.inputs).toMatchObject({ experiments: 7, systematicReviews: 2, lean: 'favorable' })
  const worked = await listWorked(['EF040', 'EF055'])
  expect([...worked.keys()]).toEqual(['EF040'])
  expect(await listWorked([])).toEqual(new Map())
})

test('the learning agenda holds 17 questions, each judged somewhere or asked of nobody yet', async () => {
  const questions = await listQuestions()
  expect(questions).toHaveLength(17)
  const fade = questions.find(({ code }) => code === 'RQ06')
  expect(fade?.cells.map(({ sectorName, level }) => [sectorName, level])[0]).toEqual([
    'Information Technology',
    5,
  ])
  expect(questions.find(({ code }) => code === 'RQ10')?.cells).toEqual([])
  expect(questions.find(({ code }) => code === 'RQ16')?.cells[0]?.level).toBeNull()
})

describe('published studies', () => {
  test('hold every finding once, under addresses of their own', async () => {
    const studies = await listEvidenceStudies()
    expect(studies).toHaveLength(22)
    expect(new Set(studies.map(({ key }) => key)).size).toBe(22)
    expect(studies.reduce((sum, { findings }) => sum + findings, 0)).toBe(117)
  })

  test('say which outcomes they measured, of those that the library knows', async () => {
    const found = await findEvidenceStudy('fein-hamadyk-2018')
    expect(found?.study.outcomes).toEqual(['cost', 'earnings'])
    expect(found?.outcomes).toHaveLength(7)
    expect(await listFindingsOf('Fein & Hamadyk 2018')).toHaveLength(found?.study.findings ?? 0)
    expect(await findEvidenceStudy('no-such-study')).toBeNull()
  })
})
