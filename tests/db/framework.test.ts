import { beforeAll, expect, test } from 'vitest'
import { closest, narrowFramework, readFrameworkFilters } from '#app/domain/evidence/framework.ts'
import {
  type FrameworkQuestion,
  listEssentialQuestions,
  listFramework,
  listFrameworkOf,
} from '#db/evidence/framework.ts'
import { testDatabase } from '../setup/database.ts'

let questions: FrameworkQuestion[]
beforeAll(async () => {
  await testDatabase('sourced')
  questions = await listFramework()
})

const narrowed = (query: string) =>
  narrowFramework(questions, readFrameworkFilters(new URLSearchParams(query)))
const names = (query: string) => [
  ...new Set(narrowed(query).flatMap(({ indicators }) => indicators.map(({ name }) => name))),
]
const named = (name: string) => {
  const found = questions.flatMap(({ indicators }) => indicators).find((one) => one.name === name)
  if (!found) throw new Error(`No indicator ${name}`)
  return found
}

test('all twenty questions stand there; those about the workforce have indicators and the agenda’s', () => {
  expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
  const mapped = questions.filter(({ indicators }) => indicators.length > 0)
  expect(mapped.map(({ number }) => number)).toEqual([1, 14, 15, 19, 20])
  for (const { number, sectors, indicators, agenda } of questions) {
    expect(sectors.includes('workforce'), `${number}`).toBe(indicators.length > 0)
    expect(agenda.length > 0, `${number}`).toBe(indicators.length > 0)
  }
})

test('the wording of question 15 is the one that the claims quote', () => {
  const [fifteen] = narrowed('question=15')
  expect(fifteen?.question).toMatch(
    /^Are there quality pathways for students .* career training that lead to employment in quality jobs\?$/,
  )
  expect(fifteen?.sourceUrl).toContain('educationtoworkforce.org/essential-questions/')
})

test('every indicator says how close ours comes, and why', () => {
  for (const { indicators } of questions) {
    for (const { name, matches } of indicators) {
      expect(matches.length, name).toBeGreaterThan(0)
      expect(matches.every(({ reason }) => reason !== '')).toBe(true)
    }
  }
})

test('what two catalogues were judged by stands there once, by the same judgement', () => {
  expect(
    named('Industry-recognized credential').matches.map(({ closeness, indicator }) => [
      closeness,
      indicator,
    ]),
  ).toEqual([
    ['close', 'H1B_CREDENTIAL_PER_COMPLETER'],
    ['close', 'WIOA_CREDENTIAL'],
  ])
  // Judged against the numerator alone.
  expect(named('Participation in work-based learning').matches).toMatchObject([
    { closeness: 'none', indicator: 'GJC_PLACED_EARN_LEARN' },
  ])
  for (const { indicators } of questions) {
    for (const { name, matches } of indicators) {
      const ours = matches.map(({ indicator, place }) => indicator ?? place)
      expect(new Set(ours).size, name).toBe(ours.length)
    }
  }
})

test('the best of several is how close ours comes; nothing is none', () => {
  expect(closest(named('Postsecondary certificate or degree completion').matches)).toBe('close')
  expect(closest([])).toBe('none')
  expect(closest([{ closeness: 'close' }, { closeness: 'same' }])).toBe('same')
})

test('filters narrow to what fits, and a question without any goes', () => {
  expect(names('closeness=close')).toEqual([
    'Industry-recognized credential',
    'Postsecondary certificate or degree completion',
  ])
  expect(names('training=yes')).toHaveLength(8)
  expect(narrowed('training=yes').map(({ number }) => number)).toEqual([14, 15, 19, 20])
  expect(names('q=health+INSURANCE')).toContain('Health insurance coverage')
  expect(names('kind=surroundings')).toHaveLength(10)
  expect(narrowed('question=2')).toEqual([])
  expect(names('question=x&kind=y&closeness=z')).toHaveLength(40)
})

test('an indicator knows where it stands in the framework, and so does its numerator', async () => {
  expect((await listFrameworkOf('GJC_JOB_LIVING_WAGE_RATE')).judged).toMatchObject([
    { name: 'Access to jobs paying a living wage', closeness: 'none' },
    { name: 'Employment in a quality job', closeness: 'none' },
  ])
  expect((await listFrameworkOf('EW_IRC_N')).defined).toMatchObject([
    { name: 'Industry-recognized credential' },
  ])
  expect(await listFrameworkOf('FIN_RECEIPTS')).toEqual({ defined: [], judged: [] })
})

test('a question of the agenda names the essential questions close to it', async () => {
  const links = await listEssentialQuestions()
  expect(links.filter(({ code }) => code === 'RQ08').map(({ number }) => number)).toEqual([15, 19])
  expect(links.some(({ code }) => code === 'RQ03')).toBe(false)
})
