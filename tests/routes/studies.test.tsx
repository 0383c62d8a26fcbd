import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, describe, expect, test } from 'vitest'
import { MilestoneTable } from '#app/components/milestone_table.tsx'
import { Timeline } from '#app/components/timeline.tsx'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { milestoneStateLabels } from '#app/domain/study/milestones.ts'
import * as decisionPage from '#app/routes/studies/decision.tsx'
import * as evidencePage from '#app/routes/studies/evidence.tsx'
import * as forecastPage from '#app/routes/studies/forecast.tsx'
import * as gatePage from '#app/routes/studies/gate.tsx'
import * as historyPage from '#app/routes/studies/history.tsx'
import * as milestonePage from '#app/routes/studies/milestone.tsx'
import * as invitationPage from '#app/routes/studies/site_invitation.tsx'
import * as invitePage from '#app/routes/studies/site_new.tsx'
import * as studyPage from '#app/routes/studies/study.tsx'
import type { CastEmail } from '#db/cast/people.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { forecastsOf, ladders, sseep, trial, versionsOf } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const helen = 'helen.marsh@seti.example.org'
const naomi = 'naomi.brandt@oig.example.org'
const joan = 'joan.keller@bluemesa.example.org'
const ingrid = 'ingrid.solberg@prairieline.example.org'

beforeAll(async () => {
  await testDatabase('played')
})

type Handler<T> = (args: {
  request: Request
  params: Record<string, string>
  context: Record<string, never>
}) => T

async function ask<T>(
  handler: Handler<Promise<T>>,
  email: CastEmail,
  params: Record<string, string>,
  options: { form?: Record<string, string>; search?: string } = {},
): Promise<T> {
  const { form, search = '' } = options
  const request = await requestAs(email, `/x${search}`, form ? { form } : {})
  return handler({ request, params, context: {} })
}

const parts = (name: string, on: string) => ({
  [`${name}.month`]: on.slice(5, 7),
  [`${name}.day`]: on.slice(8, 10),
  [`${name}.year`]: on.slice(0, 4),
})

describe('the page of a study', () => {
  test('draws in the timeline what its table says, row by row', async () => {
    const { drawing, groups, study } = await ask(studyPage.loader, amara, { slug: trial })
    if (!drawing) throw new Error('The trial has a timeline')
    const svg = renderToStaticMarkup(<Timeline title="Timeline of the trial" drawing={drawing} />)
    const table = renderToStaticMarkup(<MilestoneTable slug={study.slug} groups={groups} />)
    expect(svg).toContain('<title id="timeline-title">Timeline of the trial</title>')
    expect(svg).toContain(`<desc id="timeline-desc">${drawing.meaning}</desc>`)
    expect(svg + table).not.toContain('style=')
    const state = new RegExp(`>(${Object.values(milestoneStateLabels).join('|')})[,<]`)
    const rows = (html: string) =>
      html
        .split('data-code="')
        .slice(1)
        .map((row) => [
          row.slice(0, row.indexOf('"')),
          state.exec(row)?.[1],
          /\d+ days? (?:behind|ahead)/.exec(row)?.[0] ?? 'on baseline',
        ])
    expect(rows(svg)).toEqual(rows(table))
    expect(rows(table)).toHaveLength(65)
  })

  test('does not exist for a stranger, and is not for roles without studies', async () => {
    const stranger = await thrownBy(() => ask(studyPage.loader, ingrid, { slug: trial }))
    const missing = await thrownBy(() => ask(studyPage.loader, amara, { slug: 'no-such-study' }))
    expect(stranger).toEqual(missing)
    expect(stranger.status).toBe(404)
    const priya = 'priya.raman@eda.example.org'
    expect((await thrownBy(() => ask(studyPage.loader, priya, { slug: trial }))).status).toBe(403)
  })

  test('shows a grantee no gate and no other role’s milestones', async () => {
    const { gates, groups, isGrantee } = await ask(studyPage.loader, joan, { slug: trial })
    expect(isGrantee).toBe(true)
    expect(gates).toBeUndefined()
    const roles = groups.flatMap(({ milestones }) => milestones.map(({ role }) => role))
    expect(new Set(roles)).toEqual(new Set(['preparer']))
  })

  test('of the real evaluation has no dates and no timeline', async () => {
    const { drawing, total, study } = await ask(studyPage.loader, ruth, { slug: sseep })
    expect({ drawing, total, stages: study.stages.length }).toEqual({
      drawing: null,
      total: 0,
      stages: 4,
    })
  })
})

describe('a milestone', () => {
  const at = { slug: trial, code: 'DFIN' }

  test('offers each role its moves and an auditor none', async () => {
    const movesOf = async (email: CastEmail) => {
      const { milestone, forecast } = await ask(milestonePage.loader, email, at)
      return [milestone.moves.map(({ name }) => name), forecast !== null]
    }
    expect(await movesOf(ruth)).toEqual([['accept', 'send_back', 'waive', 'supersede'], false])
    expect(await movesOf(amara)).toEqual([[], true])
    expect(await movesOf(naomi)).toEqual([[], false])
  })

  test('tells the director why evidence of the evaluators is not the director’s', async () => {
    const { closed } = await ask(decisionPage.loader, helen, at)
    expect(closed).toBe('An evaluation officer decides on evidence from the evaluators.')
  })

  test('says that something was done only while it is so', async () => {
    const done = async (search: string) =>
      (await ask(milestonePage.loader, amara, at, { search })).done
    expect(await done('?done=submitted')).not.toBeNull()
    expect(await done('?done=accepted')).toBeNull()
    expect(await done('?done=%00')).toBeNull()
  })
})

describe('moving a forecast', () => {
  const at = { slug: trial, code: 'SSAB' }
  const to = addDays(today(), 150)
  const form = { reason: 'The agency asked for another round.', ...parts('forecastOn', to) }

  test('previews first and stores nothing, then moves what was shown', async () => {
    const before = await forecastsOf(trial)
    const answer = await ask(forecastPage.action, amara, at, { form })
    if (!('preview' in answer)) throw new Error('The first post answers with the preview')
    expect(answer.preview.shifts.map(({ code }) => code)).toContain('OMBC')
    expect(await forecastsOf(trial)).toEqual(before)
    const confirmed = { ...form, confirm: 'yes', version: String(answer.preview.version) }
    const sent = await thrownBy(() => ask(forecastPage.action, amara, at, { form: confirmed }))
    expect(sent.location).toBe(`/studies/${trial}/milestones/SSAB?done=moved`)
    expect((await forecastsOf(trial))['SSAB']).toBe(to)
    const late = await thrownBy(() => ask(forecastPage.action, amara, at, { form: confirmed }))
    expect(late.status).toBe(409)
  })

  test('without a date answers 422 with what was typed', async () => {
    const answer = await ask(forecastPage.action, amara, at, { form: { reason: 'Because.' } })
    expect(answer).toMatchObject({
      init: { status: 422 },
      data: {
        typed: { reason: 'Because.' },
        errors: { 'forecastOn.month': 'Enter the new forecast date.' },
      },
    })
  })

  test('is for the study’s evaluators alone', async () => {
    for (const email of [ruth, helen, naomi, joan] as const) {
      const answer = await thrownBy(() => ask(forecastPage.action, email, at, { form }))
      expect(answer.status).toBe(403)
    }
  })
})

test('evidence goes in, comes back and is accepted, each on its page', async () => {
  const at = { slug: trial, code: 'EVRP' }
  const version = async (code: string) => String((await versionsOf(trial, code)).milestone)
  const settled = await thrownBy(async () =>
    ask(evidencePage.action, amara, at, {
      form: {
        description: 'Again.',
        ...parts('completedOn', today()),
        version: await version('EVRP'),
      },
    }),
  )
  expect(settled.status).toBe(409)
  const ssab = { slug: trial, code: 'SSAB' }
  const sent = await thrownBy(async () =>
    ask(evidencePage.action, amara, ssab, {
      form: {
        description: 'Statements A and B with the burden table.',
        url: 'https://northfield.example.org/ssab',
        ...parts('completedOn', addDays(today(), -1)),
        version: await version('SSAB'),
      },
    }),
  )
  expect(sent.location).toContain('done=submitted')
  const bare = await ask(decisionPage.action, ruth, ssab, {
    form: { decision: 'sent_back', version: await version('SSAB') },
  })
  expect(bare).toMatchObject({ init: { status: 422 }, data: { errors: { words: /missing/ } } })
  const accepted = await thrownBy(async () =>
    ask(decisionPage.action, ruth, ssab, {
      form: { decision: 'accepted', version: await version('SSAB') },
    }),
  )
  expect(accepted.location).toContain('done=accepted')
  const { events } = await ask(historyPage.loader, amara, { slug: trial })
  expect(events.slice(0, 2).map(({ kind }) => kind)).toEqual([
    'milestone.accepted',
    'milestone.submitted',
  ])
})

describe('a gate', () => {
  const at = { slug: trial, stage: 'evaluability', side: 'exit' }

  test('shows its criteria, and a control only to who proposes or decides', async () => {
    const controls = async (email: CastEmail) => {
      const { propose, decide, criteria } = await ask(gatePage.loader, email, at)
      return { criteria: criteria.length, propose, decide }
    }
    expect(await controls(naomi)).toEqual({ criteria: 11, propose: null, decide: null })
    expect(await controls(helen)).toEqual({
      criteria: 11,
      propose: null,
      decide: { closed: null },
    })
    expect(await controls(ruth)).toEqual({
      criteria: 11,
      propose: { closed: 'A proposal for this gate waits for the director.' },
      decide: null,
    })
  })

  test('of a stage the study does not hold, or no stage at all, is missing', async () => {
    for (const stage of ['cost', 'nonsense']) {
      const answer = await thrownBy(() => ask(gatePage.loader, helen, { ...at, stage }))
      expect(answer.status).toBe(404)
    }
  })
})

test('an invitation is answered on its page, with what was typed kept where it is refused', async () => {
  const form = { number: 'SAMPLE-NO', words: 'Help.', ...parts('answerBy', addDays(today(), 9)) }
  const sent = await ask(invitePage.action, amara, { slug: ladders }, { form })
  expect(sent).toMatchObject({
    init: { status: 422 },
    data: { typed: { words: 'Help.' }, errors: { number: /under way/ } },
  })
  const grace = 'grace.whitman@tidewater.example.org'
  const at = { slug: ladders, id: '1' }
  const { mayAnswer, isStudyOpen } = await ask(invitationPage.loader, grace, at)
  expect({ mayAnswer, isStudyOpen }).toEqual({ mayAnswer: true, isStudyOpen: false })
  const stranger = await thrownBy(() => ask(invitationPage.loader, joan, at))
  const missing = await thrownBy(() => ask(invitationPage.loader, grace, { ...at, id: '999' }))
  expect(stranger).toEqual(missing)
  const bare = await ask(invitationPage.action, grace, at, {
    form: { answer: 'declined', version: '1' },
  })
  expect(bare).toMatchObject({ init: { status: 422 }, data: { errors: { words: /reason/ } } })
  const answer = { form: { answer: 'accepted', version: '1' } }
  const done = await thrownBy(() => ask(invitationPage.action, grace, at, answer))
  expect(done.location).toBe(`/studies/${ladders}/sites/invitations/1?done=accepted`)
  const late = await thrownBy(() => ask(invitationPage.action, grace, at, answer))
  expect(late.status).toBe(409)
})
