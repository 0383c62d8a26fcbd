import { beforeAll, expect, test } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { db } from '#db/index.ts'
import {
  countAll,
  countByField,
  countByStage,
  listExpiring,
  listNextGates,
} from '#db/studies/pipeline.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders, trial } from '../setup/studies.ts'

const helen = 'helen.marsh@seti.example.org'

beforeAll(async () => {
  await testDatabase('played')
})

const reader = (email: CastEmail) => castActor(email, 'pipeline.read')

test('the picture counts each study once, its people once, and the sample apart', async () => {
  const actor = await reader(helen)
  const all = await countAll(actor)
  const studies = await db.selectFrom('studies').select(['sample']).execute()
  for (const sample of [false, true]) {
    const line = all.find((one) => one.sample === sample)
    expect(line?.studies).toBe(studies.filter((one) => one.sample === sample).length)
  }
  expect(all.find(({ sample }) => sample)?.people).toBe(112 + 120)
  expect(all.find(({ sample }) => !sample)?.people).toBe(0)
  const streams = await countByField(actor, 'stream')
  const people = streams.reduce((sum, row) => sum + row.people, 0)
  expect(people).toBe(112 + 120)
  expect((await countByField(actor, 'sector')).every(({ studies: count }) => count > 0)).toBe(true)
  const stages = await countByStage(actor)
  const rows = await db.selectFrom('studyStages').select('stage').execute()
  expect(stages.reduce((sum, row) => sum + row.studies, 0)).toBe(rows.length)
})

test('what waits for the director comes first, and what expires by the day', async () => {
  const actor = await reader(helen)
  const gates = await listNextGates(actor)
  expect(gates[0]).toMatchObject({ slug: trial, stage: 'evaluability', standing: 'proposed' })
  expect(gates.every(({ side, stage }) => side !== undefined && stage !== undefined)).toBe(true)
  const expiring = await listExpiring(actor, addDays(today(), 60))
  expect(expiring.map(({ slug, kind }) => [slug, kind])).toEqual([[ladders, 'irb']])
  expect(await listExpiring(actor, today())).toEqual([])
})
