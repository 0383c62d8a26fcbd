import { beforeAll, describe, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { quartersToRate, ratedQuarters, standingWord } from '#app/domain/evidence/fidelity.ts'
import {
  type ReplicationFilters,
  populationLikeness,
  readReplicationFilters,
  scaleLikeness,
} from '#app/domain/evidence/replication.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import * as paths from '#app/paths.ts'
import { findFidelity, rateFidelity } from '#db/awards/fidelity.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { findTried, listReplication } from '#db/evidence/replication.ts'
import type { Db } from '#db/index.ts'
import { requestAs } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, elena, grace, joan, luis, newKey } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const compact = 'SAMPLE-GJC-01'
const helen: CastEmail = 'helen.marsh@seti.example.org'
let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

const read = async (email: CastEmail, number = compact) =>
  findFidelity(await castActor(email, 'fidelity.read'), number)
const quarters = async () => ratedQuarters((await read(dana))?.ratings ?? [])
const rate = async (
  email: CastEmail,
  given: { word: 'absent' | 'partly' | 'in_place'; quarter?: string; version?: number },
  key = newKey(),
) => {
  const said = (await read(email))?.ratings ?? []
  const side = email === dana ? 'officer' : 'grantee'
  const version = given.version ?? said.filter((one) => one.side === side).length
  const quarter = given.quarter ?? ratedQuarters(said).at(-1) ?? ''
  const ratings = [{ component: 'wraparound' as const, word: given.word, evidence: 'As seen.' }]
  const actor = await castActor(email, 'fidelity.rate')
  return rateFidelity(actor, key, { number: compact, version }, { quarter, ratings })
}
const list = async (email: CastEmail, more: Partial<ReplicationFilters> = {}) => {
  const actor = await castActor(email, 'replication.read')
  const filters = { ...readReplicationFilters(new URLSearchParams('origin=sample')), ...more }
  const needs = [
    { component: 'wraparound' as const, short: ['absent' as const, 'partly' as const] },
  ]
  const whole = { after: null, limit: null }
  const tried = await findTried('workadvance')
  return listReplication(actor, { code: 'workadvance', needs, tried }, filters, whole)
}

describe('the fidelity of an award', () => {
  test('is read by both sides and whoever reads everything, and by no other officer or grantee', async () => {
    for (const email of [dana, luis, helen] as const) {
      expect((await read(email))?.ratings, email).toHaveLength(20)
    }
    expect((await read(helen))?.rates).toBeNull()
    expect(await read(elena)).toBeNull()
    expect(await read(grace)).toBeNull()
    const lost = { quarter: '2026-03-31', ratings: [] }
    const stranger = await castActor(grace, 'fidelity.rate')
    expect(await rateFidelity(stranger, newKey(), { number: compact, version: 0 }, lost)).toBeNull()
  })

  test('is said again, never changed: the last word stands, and who was faster is named', async () => {
    const key = newKey()
    const [earlier, latest = ''] = await quarters()
    await rate(joan, { word: 'partly' }, key)
    await rate(joan, { word: 'partly', version: 10 }, key)
    const late = rate(luis, { word: 'absent', version: 10 })
    await expect(late).rejects.toThrow(Conflict)
    await expect(late).rejects.toMatchObject({ who: 'Joan Keller' })
    const said = (await read(dana))?.ratings ?? []
    expect(said).toHaveLength(21)
    expect(standingWord(said, 'grantee', 'wraparound', latest)).toBe('partly')
    expect(standingWord(said, 'officer', 'wraparound', earlier ?? '')).toBe('absent')
  })

  test('is of a quarter that is over', async () => {
    const [latest = ''] = quartersToRate({ periodStart: null, periodEnd: null }, today())
    await expect(rate(dana, { word: 'partly', quarter: '2099-03-31' })).rejects.toThrow(Refusal)
    expect(latest <= today()).toBe(true)
  })

  test('is rated on a page that gives back what was typed', async () => {
    const form = { version: '10', quarter: (await quarters()).at(-1) ?? '', screening: 'partly' }
    const refused = await answerTo(await requestAs(dana, paths.fidelity(compact), { form }))
    expect(refused.status).toBe(422)
    expect(refused.body).toContain('id="screening_evidence-error"')
    const page = await answerTo(await requestAs(helen, paths.fidelity(compact)))
    expect(page.body).not.toContain('Record the ratings')
    const history = await answerTo(await requestAs(joan, paths.awardHistory(compact)))
    expect(history.body).toContain('Rated how far the components are in place')
  })
})

describe('awards that fall short of a model', () => {
  test('are those their officers rated so, apart from those that nobody rated', async () => {
    const short = await list(helen)
    expect(short.map(({ number }) => number)).toEqual([compact])
    expect(short[0]?.words.find(({ component }) => component === 'wraparound')).toMatchObject({
      word: 'partly',
      ratedBy: 'Dana Whitfield',
    })
    const unrated = await list(helen, { list: 'unrated' })
    expect(unrated.length).toBeGreaterThan(1)
    expect(unrated.map(({ number }) => number)).not.toContain(compact)
    expect(await list(helen, { from: '8400000.01' })).toEqual([])
    expect(await list(helen, { state: 'CO', sector: 'healthcare' })).toHaveLength(1)
    expect(await list(elena)).toEqual([])
  })

  test('are alike in population and scale by the rule of the domain, and unknown is not unlike', async () => {
    const tried = await findTried('workadvance')
    expect(tried).toEqual({ populations: ['low_income'], people: { least: 479, most: 2564 } })
    expect(await findTried('jvs_boston')).toEqual({ populations: [], people: null })
    const any = await list(helen, { list: 'unrated', population: 'any', scale: 'any' })
    const by = {
      population: ({ serves }: (typeof any)[number]) => populationLikeness(serves, tried),
      scale: ({ planned }: (typeof any)[number]) => scaleLikeness(planned, tried),
    }
    const numbers = (awards: typeof any) => awards.map(({ number }) => number)
    const seen = new Set<string>()
    for (const name of ['population', 'scale'] as const) {
      for (const asked of ['fits', 'alike', 'unknown'] as const) {
        const filters = { population: 'any', scale: 'any', [name]: asked } as const
        const kept = any.filter((award) => {
          const likeness = by[name](award)
          seen.add(`${name} ${likeness}`)
          return asked === 'fits' ? likeness !== 'unlike' : likeness === asked
        })
        expect(
          numbers(await list(helen, { list: 'unrated', ...filters })),
          `${name} ${asked}`,
        ).toEqual(numbers(kept))
      }
    }
    expect(seen).toContain('population alike')
    expect(seen).toContain('population unknown')
    expect(seen).toContain('scale alike')
  })

  test('come page by page, the largest first', async () => {
    const whole = await list(helen, { list: 'unrated' })
    const actor = await castActor(helen, 'replication.read')
    const filters = readReplicationFilters(new URLSearchParams('origin=sample&list=unrated'))
    const model = {
      code: 'workadvance',
      needs: [{ component: 'wraparound' as const, short: ['absent' as const] }],
      tried: await findTried('workadvance'),
    }
    const pages = []
    let after: number | null = null
    for (;;) {
      const page: typeof whole = await listReplication(actor, model, filters, { after, limit: 1 })
      const [last] = page
      if (!last) break
      pages.push(last.number)
      after = last.id
    }
    expect(pages).toEqual(whole.map(({ number }) => number))
  })

  test('are decided by the word on the latest quarter, not by what was said last', async () => {
    const [earlier = '', latest = ''] = await quarters()
    await rate(dana, { word: 'in_place', quarter: latest })
    expect(await list(helen)).toEqual([])
    await rate(dana, { word: 'absent', quarter: earlier })
    expect(await list(helen)).toEqual([])
    const kept = await owner
      .selectFrom('awardFidelity')
      .innerJoin('awards', 'awards.id', 'awardFidelity.awardId')
      .where('awards.number', '=', compact)
      .where('component', '=', 'wraparound')
      .select(['awardFidelity.word', 'awardFidelity.periodEnd'])
      .execute()
    expect(kept).toEqual([{ word: 'in_place', periodEnd: latest }])
    await rate(dana, { word: 'partly', quarter: latest })
  })

  test('are shown on a page and taken away as a file', async () => {
    const page = await answerTo(
      await requestAs(helen, paths.replication('workadvance', { origin: 'sample' })),
    )
    expect(page.status).toBe(200)
    expect(page.body).toContain('Wraparound support: partly in place')
    expect(page.body).toContain('the model was tested with 479 to 2,564')
    expect(page.body).toContain('nobody recorded whom the award serves')
    const unproven = await answerTo(await requestAs(helen, paths.replication('i_best')))
    expect(unproven.body).toContain('There is nothing to replicate yet')
    const file = await answerTo(
      await requestAs(helen, paths.replicationCsv('workadvance', { origin: 'sample' })),
    )
    expect(file.body).toContain(`${compact},`)
    expect(file.body).toContain('Wraparound support,Partly in place,')
  })
})
