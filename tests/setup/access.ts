import { randomUUID } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Role } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { castActor } from '#db/cast.ts'
import { type CastEmail } from '#db/cast/people.ts'
import { db } from '#db/index.ts'
import { type SessionState, sessionAdapter } from '#db/sessions.ts'
import { testDatabase } from './database.ts'
import { type Answer, answerTo } from './pages.ts'
import { figure } from './size.ts'

/** One person for each role. */
export const principals = {
  officer: 'dana.whitfield@eda.example.org',
  grants_officer: 'priya.raman@eda.example.org',
  evaluation_officer: 'ruth.lindqvist@evaluation.example.org',
  director: 'helen.marsh@seti.example.org',
  task_force: 'victor.chu@seti.example.org',
  auditor: 'naomi.brandt@oig.example.org',
  admin: 'alex.romero@seti.example.org',
  certifier: 'joan.keller@bluemesa.example.org',
  preparer: 'luis.herrera@bluemesa.example.org',
  viewer: 'mei.tan@bluemesa.example.org',
  lead: 'amara.diallo@northfield.example.org',
  analyst: 'ben.kowalski@northfield.example.org',
} as const satisfies Record<Role, CastEmail>

const everyone = Object.keys(principals) as Role[]
const reviewers: Role[] = ['officer', 'grants_officer', 'evaluation_officer', 'director', 'auditor']
const grantee: Role[] = ['certifier', 'preparer', 'viewer']
const evaluator: Role[] = ['lead', 'analyst']
const portfolio: Role[] = [...reviewers, 'task_force']
const awards: Role[] = [...reviewers, ...grantee, ...evaluator]
const reports: Role[] = [...reviewers, ...grantee]
const studies: Role[] = [
  'officer',
  'evaluation_officer',
  'director',
  'auditor',
  ...grantee,
  ...evaluator,
]
const gates: Role[] = ['officer', 'evaluation_officer', 'director', 'auditor', ...evaluator]
const drafters: Role[] = ['officer', 'evaluation_officer', ...evaluator]
const received: Role[] = ['officer', 'evaluation_officer', 'director', 'auditor', ...grantee]
const drafts: Role[] = ['evaluation_officer', 'director', 'auditor', ...evaluator]
const arms: Role[] = [...evaluator, 'evaluation_officer', 'director']
const board: Role[] = ['officer', 'evaluation_officer', 'director', 'auditor', 'lead']
const modifications: Role[] = [
  'officer',
  'grants_officer',
  'evaluation_officer',
  'auditor',
  'certifier',
  'preparer',
  'lead',
]
const decisions: Role[] = [
  'officer',
  'evaluation_officer',
  'director',
  'task_force',
  'auditor',
  'certifier',
]
const oversight: Role[] = ['officer', 'grants_officer', 'director', 'auditor', ...grantee]
const replicators: Role[] = ['officer', 'evaluation_officer', 'director', 'auditor']
const agenda: Role[] = ['evaluation_officer', 'director', 'auditor', 'task_force']
const caseloads: Role[] = ['officer', 'grants_officer', 'director', 'auditor']
const people: Role[] = ['admin', 'auditor', 'certifier', 'lead']

type Who = Role[] | 'public'

interface Knock {
  GET?: Who
  POST?: Who
  /** Which records the address is tried with; none where it names no record. */
  records?: Kind
}

/** Who may knock where: the literal table. A route that is not in it fails. */
export const table: Record<string, Knock> = {
  '/': { GET: 'public' },
  '/livez': { GET: 'public' },
  '/readyz': { GET: 'public' },
  '/sign-in': { GET: 'public', POST: 'public' },
  '/sign-out': { GET: 'public', POST: 'public' },
  '/forgot-password': { GET: 'public', POST: 'public' },
  '/reset-password/:token': { GET: 'public', POST: 'public', records: 'link' },
  '/invitations/:token': { GET: 'public', POST: 'public', records: 'link' },
  '/welcome': { GET: everyone },
  '/account': { GET: everyone, POST: everyone },
  '/account/notices': { GET: everyone, POST: everyone },
  '/account/calendar': { GET: everyone, POST: everyone },
  '/account/away': { GET: everyone, POST: everyone },
  '/drafts/:token': { GET: 'public', POST: 'public', records: 'link' },
  '/drafts/:token/file': { GET: 'public', records: 'link' },
  '/calendar/:file': { GET: 'public', records: 'link' },
  '/organization': { GET: everyone, POST: everyone },
  '/about': { GET: 'public' },

  '/people': { GET: people },
  '/people/history': { GET: ['admin', 'auditor'] },
  '/people/invitations/new': {
    GET: ['admin', 'certifier', 'lead'],
    POST: ['admin', 'certifier', 'lead'],
  },
  '/people/invitations/:id/withdrawal': {
    GET: ['admin', 'certifier', 'lead'],
    POST: ['admin', 'certifier', 'lead'],
    records: 'invitation',
  },
  '/people/:id': { GET: people, records: 'membership' },
  '/people/:id/role': { GET: ['admin'], POST: ['admin'], records: 'membership' },
  '/people/:id/supervisor': { GET: ['admin'], POST: ['admin'], records: 'membership' },
  '/people/:id/end': { GET: ['admin'], POST: ['admin'], records: 'membership' },
  '/people/:id/account': { GET: ['admin'], POST: ['admin'], records: 'membership' },
  '/people/:id/away': { GET: everyone, POST: everyone, records: 'membership' },

  '/today': { GET: everyone },
  '/search': { GET: everyone },
  '/inbox': { GET: everyone, POST: everyone },
  '/inbox/:id': { GET: everyone, records: 'notice' },

  '/awards': { GET: awards },
  '/awards.csv': { GET: awards },
  '/awards/views': { GET: awards, POST: awards },
  '/awards/views/:id/mail': { GET: awards, POST: awards, records: 'view' },
  '/awards/views/:id/removal': { GET: awards, POST: awards, records: 'view' },
  '/awards.xlsx': { GET: awards },
  '/awards/print': { GET: awards },
  '/awards/compare': { GET: awards },
  '/awards/compare.csv': { GET: awards },
  '/awards/bulk': { GET: ['officer', 'grants_officer'], POST: ['officer', 'grants_officer'] },
  '/awards/caseloads/words': { GET: ['officer'], POST: ['officer'] },
  '/awards/grouped': { GET: awards },
  '/awards/import': { GET: ['grants_officer'], POST: ['grants_officer'] },
  '/awards/import/template/:file': { GET: ['grants_officer'], records: 'template' },
  '/awards/import/:id': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'import',
  },
  '/awards/import/:id/rows.csv': { GET: ['grants_officer'], records: 'import' },
  '/awards/caseloads': { GET: caseloads },
  '/awards/caseloads/:desk': { GET: caseloads, records: 'desk' },
  '/awards/caseloads/:desk/hand-over': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'desk',
  },
  '/awards/caseloads/:desk/pack': { GET: caseloads, records: 'desk' },
  '/awards/:number': { GET: awards, records: 'award' },
  '/awards/:number/history': { GET: awards, records: 'award' },
  '/awards/:number/assignment': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'award',
  },
  '/awards/:number/schedule': { GET: awards, POST: ['grants_officer'], records: 'award' },
  '/awards/:number/model': { GET: ['officer'], POST: ['officer'], records: 'risk_award' },
  '/awards/:number/fidelity': {
    GET: ['officer', 'evaluation_officer', 'director', 'auditor', 'certifier', 'preparer'],
    POST: ['officer', 'certifier', 'preparer'],
    records: 'fidelity_award',
  },
  '/awards/:number/practice': { GET: received, records: 'award' },
  '/awards/:number/practice/:id': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'award',
  },
  '/awards/:number/financial-reports': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'award',
  },
  '/awards/:number/bundle': { GET: reports, records: 'award' },
  '/awards/:number/bundle.zip': { GET: reports, records: 'award' },
  '/awards/:number/hold': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'award',
  },
  '/awards/:number/status': { GET: awards, records: 'award' },
  '/awards/:number/status/:move': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'award',
  },
  '/awards/:number/outcomes': {
    GET: awards,
    POST: ['certifier', 'preparer'],
    records: 'award',
  },
  '/awards/:number/outcomes/:no': { GET: ['officer'], POST: ['officer'], records: 'risk_award' },
  '/awards/:number/partners': {
    GET: awards,
    POST: ['certifier', 'preparer'],
    records: 'award',
  },
  '/awards/:number/partners/:id': {
    GET: awards,
    POST: ['certifier', 'preparer'],
    records: 'award',
  },
  '/awards/:number/reach': {
    GET: awards,
    POST: ['officer', 'grants_officer'],
    records: 'award',
  },
  '/awards/:number/risk': {
    GET: ['officer', 'grants_officer', 'director', 'auditor'],
    records: 'risk_award',
  },
  '/awards/:number/risk/rating': { GET: ['officer'], POST: ['officer'], records: 'risk_award' },
  '/awards/:number/oversight': { GET: oversight, records: 'risk_award' },
  '/awards/:number/visits/new': { GET: ['officer'], POST: ['officer'], records: 'risk_award' },
  '/awards/:number/visits/:no': { GET: oversight, POST: ['officer'], records: 'risk_award' },
  '/awards/:number/visits/:no/letter': {
    GET: ['officer'],
    POST: ['officer'],
    records: 'risk_award',
  },
  '/awards/:number/visits/:no/findings/:id/file': {
    GET: ['officer'],
    POST: ['officer'],
    records: 'risk_award',
  },
  '/awards/:number/findings/:id/file/:sha256': { GET: oversight, records: 'risk_award' },
  '/awards/:number/findings/:id/file/:sha256/withdrawal': {
    GET: ['officer', 'certifier', 'preparer'],
    POST: ['officer', 'certifier', 'preparer'],
    records: 'risk_award',
  },
  '/awards/:number/corrections/:no/file': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'risk_award',
  },
  '/awards/:number/corrections/:no': {
    GET: oversight,
    POST: ['officer', 'grants_officer', 'certifier', 'preparer'],
    records: 'risk_award',
  },
  '/awards/:number/assistance': {
    GET: oversight,
    POST: ['officer', 'certifier', 'preparer'],
    records: 'risk_award',
  },
  '/awards/:number/assistance/:no': { GET: oversight, POST: ['officer'], records: 'risk_award' },
  '/awards/:number/assistance/:no/withdrawal': {
    GET: ['officer', 'certifier', 'preparer'],
    POST: ['officer', 'certifier', 'preparer'],
    records: 'risk_award',
  },
  '/awards/:number/closeout': { GET: reports, records: 'agency_award' },
  '/awards/:number/closeout/:task': {
    GET: ['officer', 'grants_officer'],
    POST: ['officer', 'grants_officer'],
    records: 'agency_award',
  },
  '/awards/:number/modifications': { GET: modifications, records: 'modified_award' },
  '/awards/:number/modifications/new': {
    GET: ['officer', 'certifier', 'preparer'],
    POST: ['officer', 'certifier', 'preparer'],
    records: 'modified_award',
  },
  '/awards/:number/modifications/:no': { GET: modifications, records: 'modified_award' },
  '/awards/:number/modifications/:no/edit': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'modified_award',
  },
  '/awards/:number/modifications/:no/request': {
    GET: ['certifier'],
    POST: ['certifier'],
    records: 'modified_award',
  },
  '/awards/:number/modifications/:no/recommendation': {
    GET: ['officer'],
    POST: ['officer'],
    records: 'modified_award',
  },
  '/awards/:number/modifications/:no/comment': {
    GET: ['evaluation_officer', 'lead'],
    POST: ['evaluation_officer', 'lead'],
    records: 'modified_award',
  },
  '/awards/:number/modifications/:no/decision': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'modified_award',
  },
  '/awards/:number/modifications/:no/withdrawal': {
    GET: ['certifier', 'preparer', 'officer'],
    POST: ['certifier', 'preparer', 'officer'],
    records: 'modified_award',
  },
  '/streams': { GET: portfolio },
  '/streams/:code': { GET: portfolio, records: 'stream' },
  '/streams/:code/trend.csv': { GET: portfolio, records: 'stream' },
  '/sectors': { GET: portfolio },
  '/sectors/:code': { GET: portfolio, records: 'sector' },
  '/sectors/:code/trend.csv': { GET: portfolio, records: 'sector' },
  '/coverage': { GET: portfolio },
  '/coverage.csv': { GET: portfolio },
  '/partners': { GET: awards },
  '/partners/:id': { GET: awards, records: 'partner' },
  '/overlaps': { GET: ['officer', 'director', 'auditor', 'certifier'] },
  '/overlaps/:id': {
    GET: ['officer', 'director', 'auditor', 'certifier'],
    POST: ['officer', 'director'],
    records: 'overlap',
  },
  '/grantees': { GET: portfolio },
  '/grantees/:slug': { GET: portfolio, records: 'grantee' },
  '/grantees/:slug/burden': { GET: reports, records: 'own_grantee' },
  '/indicators': { GET: everyone },
  '/indicators/:code': { GET: everyone, records: 'indicator' },

  '/studies': { GET: studies },
  '/studies/new': { GET: ['evaluation_officer'], POST: ['evaluation_officer'] },
  '/studies/:slug': { GET: studies, records: 'study' },
  '/studies/:slug/lead': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'study',
  },
  '/studies/:slug/record': { GET: gates, records: 'study' },
  '/studies/:slug/record/edit': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/agreements': { GET: gates, records: 'study' },
  '/studies/:slug/agreements/new': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/agreements/:id/end': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/agreements/:id/file': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/agreements/:id/file/:sha256': { GET: gates, records: 'study' },
  '/studies/pipeline': { GET: ['officer', 'evaluation_officer', 'director', 'auditor'] },
  '/studies/board': { GET: board },
  '/studies/board/comparison': { GET: board },
  '/studies/:slug/candidates/:number': { GET: board, records: 'study' },
  '/studies/:slug/candidates/:number/scores': {
    GET: ['evaluation_officer', 'lead'],
    POST: ['evaluation_officer', 'lead'],
    records: 'study',
  },
  '/studies/:slug/candidates/:number/comment': {
    GET: ['officer'],
    POST: ['officer'],
    records: 'study',
  },
  '/studies/:slug/sites/new': {
    GET: ['evaluation_officer', 'lead'],
    POST: ['evaluation_officer', 'lead'],
    records: 'study',
  },
  '/studies/:slug/sites/invitations/:id': {
    GET: ['evaluation_officer', 'auditor', 'lead', ...grantee],
    POST: ['certifier'],
    records: 'study',
  },
  '/studies/:slug/sites/invitations/:id/withdrawal': {
    GET: ['evaluation_officer', 'lead'],
    POST: ['evaluation_officer', 'lead'],
    records: 'study',
  },
  '/studies/:slug/enrolment': { GET: gates, records: 'study' },
  '/studies/:slug/enrolment/opening': { GET: gates, POST: ['lead'], records: 'study' },
  '/studies/:slug/enrolment/counts': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/enrolment/checks': { GET: gates, POST: evaluator, records: 'study' },
  '/studies/:slug/enrolment/counts/file': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/enrolment/counts/template.csv': { GET: evaluator, records: 'study' },
  '/studies/:slug/enrolment/arms': { GET: arms, records: 'study' },
  '/studies/:slug/reconciliation': { GET: studies, records: 'study' },
  '/studies/:slug/reconciliation/tolerance': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'study',
  },
  '/studies/:slug/reconciliation/:id': {
    GET: studies,
    POST: ['officer', 'certifier', 'preparer', ...evaluator],
    records: 'study',
  },
  '/studies/:slug/alerts': { GET: gates, records: 'study' },
  '/studies/:slug/alerts/:no': { GET: ['lead'], POST: ['lead'], records: 'study' },
  '/studies/:slug/balance': { GET: arms, records: 'study' },
  '/studies/:slug/balance/edit': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/attrition': { GET: arms, records: 'study' },
  '/studies/:slug/attrition/count': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/findings': { GET: studies, records: 'study' },
  '/studies/:slug/findings/new': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/findings/:no': {
    GET: studies,
    POST: ['evaluation_officer', ...evaluator],
    records: 'study',
  },
  '/studies/:slug/findings/:no/edit': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/findings/:no/decision': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'study',
  },
  '/studies/:slug/findings/:no/response': {
    GET: ['certifier'],
    POST: ['certifier'],
    records: 'study',
  },
  '/studies/:slug/deliverables': { GET: gates, records: 'study' },
  '/studies/:slug/deliverables/new': {
    GET: ['evaluation_officer', 'lead'],
    POST: ['evaluation_officer', 'lead'],
    records: 'study',
  },
  '/studies/:slug/deliverables/:no': { GET: gates, POST: ['lead'], records: 'study' },
  '/studies/:slug/deliverables/:no/drafts': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/deliverables/:no/drafts/:draft': { GET: drafts, records: 'study' },
  '/studies/:slug/deliverables/:no/reviewers': {
    GET: ['evaluation_officer', 'lead'],
    POST: ['evaluation_officer', 'lead'],
    records: 'study',
  },
  '/studies/:slug/deliverables/:no/reviewers/:id/withdrawal': {
    GET: ['evaluation_officer', 'lead'],
    POST: ['evaluation_officer', 'lead'],
    records: 'study',
  },
  '/studies/:slug/deliverables/:no/comments/:id': {
    GET: ['lead'],
    POST: ['lead'],
    records: 'study',
  },
  '/studies/:slug/deliverables/:no/decision': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'study',
  },
  '/studies/:slug/deliverables/:no/release': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'study',
  },
  '/studies/:slug/lock': { GET: gates, POST: ['lead'], records: 'study' },
  '/studies/:slug/power': { GET: gates, records: 'study' },
  '/studies/:slug/power/memo': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/record/registration': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/history': { GET: studies, records: 'study' },
  '/studies/:slug/milestones/:code': { GET: studies, records: 'study' },
  '/studies/:slug/milestones/:code/start': {
    GET: ['evaluation_officer', ...evaluator],
    POST: ['evaluation_officer', ...evaluator],
    records: 'study',
  },
  '/studies/:slug/milestones/:code/forecast': { GET: evaluator, POST: evaluator, records: 'study' },
  '/studies/:slug/milestones/:code/evidence': {
    GET: ['evaluation_officer', ...evaluator],
    POST: ['evaluation_officer', ...evaluator],
    records: 'study',
  },
  '/studies/:slug/milestones/:code/decision': {
    GET: ['evaluation_officer', 'director'],
    POST: ['evaluation_officer', 'director'],
    records: 'study',
  },
  '/studies/:slug/milestones/:code/exemption': {
    GET: ['evaluation_officer', 'director'],
    POST: ['evaluation_officer', 'director'],
    records: 'study',
  },
  '/studies/:slug/gates/:stage/:side/request': { GET: ['lead'], POST: ['lead'], records: 'study' },
  '/studies/:slug/gates/:stage/:side': { GET: gates, records: 'study' },
  '/studies/:slug/gates/:stage/:side/proposal': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'study',
  },
  '/studies/:slug/gates/:stage/:side/decision': {
    GET: ['director'],
    POST: ['director'],
    records: 'study',
  },

  '/money': { GET: portfolio },
  '/money.csv': { GET: portfolio },
  '/money/appropriations': { GET: portfolio },
  '/money/appropriations/new': { GET: ['grants_officer'], POST: ['grants_officer'] },
  '/money/appropriations/:id/correction': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'appropriation',
  },

  '/briefing': { GET: portfolio },
  '/decisions': { GET: decisions },
  '/decisions/new': { GET: ['director'], POST: ['director'] },
  '/decisions/:no': { GET: decisions, records: 'decision' },
  '/decisions/:no/edit': { GET: ['director'], POST: ['director'], records: 'draft_decision' },
  '/decisions/:no/publication': {
    GET: ['director'],
    POST: ['director'],
    records: 'draft_decision',
  },
  '/decisions/:no/sharing': { GET: ['director'], POST: ['director'], records: 'decision' },
  '/decisions/:no/comment': {
    GET: ['officer', 'evaluation_officer'],
    POST: ['officer', 'evaluation_officer'],
    records: 'decision',
  },
  '/decisions/:no/sealed.json': { GET: decisions, records: 'decision' },

  '/evidence': { GET: 'public' },
  '/evidence/models': { GET: 'public' },
  '/evidence/models/:key': { GET: 'public', records: 'model' },
  '/evidence/models/:key/support': { GET: 'public', records: 'model' },
  '/evidence/models/:key/replication': { GET: replicators, records: 'model' },
  '/evidence/models/:key/replication.csv': { GET: replicators, records: 'model' },
  '/evidence/findings': { GET: 'public' },
  '/evidence/findings.csv': { GET: 'public' },
  '/evidence/findings/:key': { GET: 'public', records: 'finding' },
  '/evidence/claims': { GET: 'public' },
  '/evidence/claims/:key': { GET: 'public', records: 'claim' },
  '/evidence/money': { GET: portfolio },
  '/evidence/money.csv': { GET: portfolio },
  '/evidence/outcomes': { GET: portfolio },
  '/evidence/ladders': { GET: 'public' },
  '/evidence/synthesis': { GET: 'public' },
  '/evidence/synthesis.csv': { GET: 'public' },
  '/evidence/value': { GET: 'public' },
  '/evidence/studies': { GET: 'public' },
  '/evidence/studies/:key': { GET: 'public', records: 'published study' },
  '/evidence/studies/:key/measured.csv': { GET: 'public', records: 'published study' },
  '/evidence/prices': { GET: 'public' },
  '/evidence/prices.csv': { GET: 'public' },
  '/evidence/ratings': { GET: 'public' },
  '/evidence/ratings/county-health': { GET: 'public' },
  '/evidence/practice': { GET: 'public' },
  '/evidence/ratings/county-health/rating': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
  },
  '/evidence/questions': { GET: 'public' },
  '/evidence/questions/:key/priority': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'question',
  },
  '/evidence/questions/:key/studies': {
    GET: ['evaluation_officer'],
    POST: ['evaluation_officer'],
    records: 'question',
  },
  '/evidence/framework': { GET: 'public' },
  '/evidence/framework.csv': { GET: 'public' },
  '/evidence/solicitation': { GET: agenda },
  '/evidence/solicitation.csv': { GET: agenda },

  '/practice': { GET: gates },
  '/practice/new': { GET: drafters, POST: drafters },
  '/practice/:id': { GET: gates, POST: drafters, records: 'note' },
  '/practice/:id/edit': { GET: drafters, POST: drafters, records: 'note' },
  '/practice/:id/decision': {
    GET: ['evaluation_officer', 'director'],
    POST: ['evaluation_officer', 'director'],
    records: 'note',
  },
  '/practice/:id/sending': { GET: ['officer'], POST: ['officer'], records: 'note' },

  '/reports': { GET: reports },
  '/reports/clocks': { GET: reviewers },
  '/reports/clocks.csv': { GET: reviewers },
  '/reports/:number': { GET: reports, records: 'report' },
  '/reports/:number/sections/:order': {
    GET: reports,
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/sections/:order/known': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/sections/:order/autosave': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/upload': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/upload/template.csv': { GET: ['certifier', 'preparer'], records: 'report' },
  '/reports/:number/upload/template.xlsx': { GET: ['certifier', 'preparer'], records: 'report' },
  '/reports/:number/upload/:id': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/upload/:id/errors.csv': { GET: ['certifier', 'preparer'], records: 'report' },
  '/reports/:number/files/:item': {
    GET: reports,
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/files/:item/:sha256': { GET: reports, records: 'report' },
  '/reports/:number/files/:item/:sha256/removal': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/check': {
    GET: reports,
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/draft.pdf': { GET: reports, records: 'report' },
  '/reports/:number/handover': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'report',
  },
  '/reports/:number/decline': { GET: ['certifier'], POST: ['certifier'], records: 'report' },
  '/reports/:number/certification': { GET: ['certifier'], POST: ['certifier'], records: 'report' },
  '/reports/:number/nothing-to-report': {
    GET: ['certifier'],
    POST: ['certifier'],
    records: 'report',
  },
  '/reports/:number/withdrawal': { GET: ['certifier'], POST: ['certifier'], records: 'report' },
  '/reports/:number/versions/:no': { GET: reports, records: 'report' },
  '/reports/:number/versions/:no/receipt': { GET: reports, records: 'report' },
  '/reports/:number/versions/:no/sealed.json': { GET: reports, records: 'report' },
  '/reports/:number/versions/:no/report.pdf': { GET: reports, records: 'report' },
  '/reports/:number/compare': { GET: reports, records: 'report' },
  '/reports/:number/threads/:item': {
    GET: reports,
    POST: ['officer', 'preparer', 'certifier'],
    records: 'report',
  },
  '/reports/:number/values/:item': { GET: reports, records: 'report' },
  '/reports/bulk': { GET: ['officer'], POST: ['officer'] },
  '/reports/:number/second-look': { GET: ['officer'], POST: ['officer'], records: 'report' },
  '/reports/:number/opinion': { GET: ['officer'], POST: ['officer'], records: 'report' },
  '/reports/:number/checklist': { GET: ['officer'], POST: ['officer'], records: 'report' },
  '/reports/:number/review': { GET: ['officer'], POST: ['officer'], records: 'report' },
  '/reports/:number/return': { GET: ['officer'], POST: ['officer'], records: 'report' },
  '/reports/:number/acceptance': { GET: ['officer'], POST: ['officer'], records: 'report' },
  '/reports/:number/reopening': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'report',
  },
  '/reports/:number/history': { GET: reports, records: 'report' },
  '/reports/:number/lapse': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'due_report',
  },
  '/reports/:number/:petition': {
    GET: reports,
    POST: ['certifier', 'preparer'],
    records: 'due_report',
  },
  '/reports/:number/:petition/recommendation': {
    GET: ['officer'],
    POST: ['officer'],
    records: 'due_report',
  },
  '/reports/:number/:petition/decision': {
    GET: ['grants_officer'],
    POST: ['grants_officer'],
    records: 'due_report',
  },
  '/reports/:number/:petition/withdrawal': {
    GET: ['certifier', 'preparer'],
    POST: ['certifier', 'preparer'],
    records: 'due_report',
  },

  '/*': { GET: 'public', POST: 'public' },
}

type Kind =
  | 'award'
  | 'import'
  | 'template'
  | 'agency_award'
  | 'risk_award'
  | 'fidelity_award'
  | 'modified_award'
  | 'report'
  | 'due_report'
  | 'study'
  | 'membership'
  | 'invitation'
  | 'notice'
  | 'view'
  | 'desk'
  | 'link'
  | 'stream'
  | 'sector'
  | 'overlap'
  | 'partner'
  | 'grantee'
  | 'own_grantee'
  | 'indicator'
  | 'model'
  | 'finding'
  | 'published study'
  | 'claim'
  | 'question'
  | 'appropriation'
  | 'note'
  | 'decision'
  | 'draft_decision'

interface Record_ {
  own: string
  /** There for somebody else, but not for this role; null where the role sees every record. */
  foreign: string | null
  missing: string
}

const seesAllAwards: Role[] = reviewers
const seesAllDueDates: Role[] = ['evaluation_officer', 'director', 'auditor']
const seesAllStudies: Role[] = ['officer', 'evaluation_officer', 'director', 'auditor']
let ids: {
  membership: Record<string, number>
  /** A notice of each person, for those who have any. */
  notice: Record<string, number>
  view: number
  import: number
  overlap: number
  lastQuarter: string
  unsubmitted: string
}

function records(kind: Kind, role: Role): Record_ {
  const missing = 'no-such-record'
  switch (kind) {
    case 'award':
      return {
        own: 'SAMPLE-GJC-01',
        foreign: seesAllAwards.includes(role) ? null : 'SAMPLE-BPIJG-01',
        missing,
      }
    case 'import':
      return { own: String(ids.import), foreign: null, missing: '999999999' }
    case 'template':
      return { own: 'awards.csv', foreign: null, missing }
    case 'risk_award':
      // Of the own caseload or agency, but for the director and auditors, who read them all.
      return {
        own: 'SAMPLE-GJC-01',
        foreign: ['director', 'auditor'].includes(role) ? null : 'SAMPLE-BPIJG-01',
        missing,
      }
    case 'fidelity_award':
      // Of the own caseload or organization, but for those who read them all.
      return {
        own: 'SAMPLE-GJC-01',
        foreign: ['evaluation_officer', 'director', 'auditor'].includes(role)
          ? null
          : 'SAMPLE-BPIJG-01',
        missing,
      }
    case 'agency_award':
      // Of their own agency or organization, but for those who read the awards of every agency.
      return {
        own: 'SAMPLE-GJC-01',
        foreign: ['grants_officer', ...grantee, ...evaluator].includes(role)
          ? 'SAMPLE-BPIJG-01'
          : null,
        missing,
      }
    case 'modified_award':
      // Of their own agency, organization or study, but for officers and auditors, who read them all.
      return {
        own: 'SAMPLE-GJC-01',
        foreign: ['officer', 'auditor'].includes(role) ? null : 'SAMPLE-BPIJG-01',
        missing,
      }
    case 'report':
      // Nobody at an agency sees a report before it is submitted; nor does another grantee.
      return {
        own: `SAMPLE-GJC-01-${ids.lastQuarter}`,
        foreign: ids.unsubmitted,
        missing,
      }
    case 'due_report':
      // Its due date is followed by who reviews or decides it, before it is submitted.
      return {
        own: `SAMPLE-GJC-01-${ids.lastQuarter}`,
        foreign: seesAllDueDates.includes(role) ? null : ids.unsubmitted,
        missing,
      }
    case 'study':
      return {
        own: 'southern-colorado-health-careers-trial',
        foreign: seesAllStudies.includes(role) ? null : 'sseep-evaluation',
        missing,
      }
    case 'membership': {
      const own =
        role === 'lead' ? 'ben.kowalski@northfield.example.org' : 'mei.tan@bluemesa.example.org'
      const isAll = role === 'admin' || role === 'auditor'
      return {
        own: String(ids.membership[own]),
        foreign: isAll ? null : String(ids.membership['grace.whitman@tidewater.example.org']),
        missing: '999999999',
      }
    }
    case 'notice': {
      const other = role === 'officer' ? principals.preparer : principals.officer
      return {
        own: String(ids.notice[principals[role]] ?? 999999998),
        foreign: String(ids.notice[other]),
        missing: '999999999',
      }
    }
    case 'view': {
      const isOwn = role === 'officer'
      const view = String(ids.view)
      return {
        own: isOwn ? view : '999999998',
        foreign: isOwn ? null : view,
        missing: '999999999',
      }
    }
    case 'desk':
      return {
        own: String(ids.membership[principals.officer]),
        foreign: ['director', 'auditor'].includes(role)
          ? null
          : String(ids.membership['elena.ortiz@eta.example.org']),
        missing: '999999999',
      }
    case 'invitation':
      return { own: '999999998', foreign: null, missing: '999999999' }
    case 'link':
      return { own: missing, foreign: null, missing: 'not-a-link-either' }
    case 'stream':
      return { own: 'GJC', foreign: null, missing }
    case 'partner':
      return { own: '1', foreign: null, missing: '999999999' }
    case 'overlap': {
      // Nothing is shared with a grantee yet.
      const isShared = role !== 'certifier'
      const overlap = String(ids.overlap)
      return {
        own: isShared ? overlap : '999999998',
        foreign: isShared ? null : overlap,
        missing: '999999999',
      }
    }
    case 'sector':
      return { own: 'healthcare', foreign: null, missing }
    case 'grantee':
      return { own: 'blue-mesa-workforce-alliance', foreign: null, missing }
    case 'own_grantee':
      return {
        own: 'blue-mesa-workforce-alliance',
        foreign: seesAllAwards.includes(role) ? null : 'tidewater-nursing-partnership',
        missing,
      }
    case 'indicator':
      return { own: 'GJC_PLACED', foreign: null, missing }
    case 'model':
      return { own: 'workadvance', foreign: null, missing }
    case 'finding':
      return { own: 'EF002', foreign: null, missing }
    case 'published study':
      return { own: 'fein-hamadyk-2018', foreign: null, missing }
    case 'claim':
      return { own: 'C03', foreign: null, missing }
    case 'note':
      // The second one waits for approval, and its drafter leads a study.
      return {
        own: '1',
        foreign: ['officer', 'analyst'].includes(role) ? '2' : null,
        missing: '999999999',
      }
    case 'question':
      return { own: 'RQ01', foreign: null, missing }
    case 'appropriation':
      return { own: '1', foreign: null, missing: '999999999' }
    case 'decision': {
      // The first one is about an award, and shared with its grantee.
      const isOut = role === 'task_force'
      return {
        own: isOut ? '999999998' : '1',
        foreign: isOut ? '1' : null,
        missing: '999999999',
      }
    }
    case 'draft_decision':
      return { own: '2', foreign: null, missing: '999999999' }
  }
}

const parts: Record<string, string> = {
  ':code': 'DFIN',
  ':number': 'SAMPLE-GJC-01',
  ':stage': 'evaluability',
  ':side': 'entry',
  ':order': '1',
  ':item': 'D_SUPPORT',
  ':no': '1',
  ':petition': 'extension',
  ':move': 'suspend',
  ':task': 'property',
}

function addressOf(route: string, record: string): string {
  let isFirst = true
  return route.replace(/:\w+/g, (part) => {
    if (!isFirst) return parts[part] ?? '1'
    isFirst = false
    return encodeURIComponent(record)
  })
}

const cookies: Partial<Record<Role, string>> = {}

let cells = 0

async function knock(address: string, method: 'GET' | 'POST', role: Role | null): Promise<Answer> {
  cells += 1
  const headers = new Headers(role ? { cookie: cookies[role] ?? '' } : {})
  const url = new URL(address, 'http://localhost:3000')
  if (method === 'GET') return answerTo(new Request(url, { headers }))
  const body = new URLSearchParams({ idempotencyKey: randomUUID() })
  return answerTo(new Request(url, { method, headers, body }))
}

/** What a stranger could compare: everything but the address that was asked for. */
function seen(answer: Answer, address: string): string {
  const names = [address, encodeURIComponent(address)]
  const hide = (text: string) =>
    names.reduce((left, name) => left.replaceAll(name, 'ADDRESS'), text)
  return `${answer.status} ${answer.queries} ${hide(answer.headers)} ${hide(answer.body)}`
}

async function signEverybodyIn(): Promise<void> {
  for (const role of everyone) {
    const actor = await castActor(principals[role], 'session.use')
    const token = randomUUID()
    const state = { membership: { id: actor.membershipId }, authenticatedAt: now() } as SessionState
    await sessionAdapter.setSession({
      id: token,
      userId: actor.personId,
      expiresAt: now(),
      attributes: { state },
    })
    cookies[role] = `session=${token}`
  }
}

async function prepare(): Promise<void> {
  await testDatabase('played')
  await signEverybodyIn()
  const held = await db
    .selectFrom('memberships')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .select(['people.email', 'memberships.id'])
    .execute()
  const told = await db
    .selectFrom('notices')
    .innerJoin('memberships', 'memberships.id', 'notices.membershipId')
    .innerJoin('people', 'people.id', 'memberships.personId')
    .select(['people.email', 'notices.id'])
    .execute()
  const overlap = await db.selectFrom('overlapFindings').select('id').executeTakeFirstOrThrow()
  const view = await db.selectFrom('savedViews').select('id').executeTakeFirstOrThrow()
  const sent = await db.selectFrom('awardImports').select('id').executeTakeFirstOrThrow()
  const periods = await db
    .selectFrom('reports')
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .where('awards.number', '=', 'SAMPLE-GJC-01')
    .select(['reports.periodEnd', 'reports.agencyState'])
    .orderBy('reports.periodEnd')
    .execute()
  const unsubmitted = await db
    .selectFrom('reports')
    .where((eb) =>
      eb.or([
        eb('number', 'like', 'SAMPLE-NEG-01-%'),
        eb('number', 'like', 'SAMPLE-BPIJG-01-%'),
        eb('number', 'like', 'SAMPLE-CSJQ-01-%'),
      ]),
    )
    .where('versionNo', '=', 0)
    .select('number')
    .orderBy('number', 'desc')
    .executeTakeFirstOrThrow()
  ids = {
    membership: Object.fromEntries(held.map(({ email, id }) => [email, id])),
    notice: Object.fromEntries(told.map(({ email, id }) => [email, id])),
    view: view.id,
    import: sent.id,
    overlap: overlap.id,
    lastQuarter: periods.find(({ agencyState }) => agencyState === 'accepted')?.periodEnd ?? '',
    unsubmitted: unsubmitted.number,
  }
}

/** Claims of one half of the routes who may knock there: every other one of the table from a place on. Two files
 *  take a half each, since together they are the longest of all tests. */
export function claimAccess(half: 0 | 1): void {
  const routes = Object.entries(table).filter((_entry, at) => at % 2 === half)
  beforeAll(prepare)

  describe.each(routes)('%s', (route, rule) => {
    // Signing out is among the knocks.
    beforeAll(signEverybodyIn)

    for (const method of ['GET', 'POST'] as const) {
      const who = rule[method]
      if (who === undefined) {
        test(`${method} is not taken from anybody`, async () => {
          const address = rule.records
            ? addressOf(route, records(rule.records, 'officer').own)
            : route
          for (const role of [null, ...everyone]) {
            const { status } = await knock(address, method, role)
            expect([302, 403, 404, 405], `${method} ${address} by ${role}`).toContain(status)
          }
        })
        continue
      }

      test(`${method} sends a stranger to sign in, unless it is public`, async () => {
        const kind = rule.records
        const names = kind
          ? Object.values(records(kind, 'preparer')).filter((name) => name !== null)
          : ['']
        const answers = await Promise.all(
          (names as string[]).map(async (name) => {
            const address = kind ? addressOf(route, name) : route.replace('*', 'nowhere')
            return seen(await knock(address, method, null), address)
          }),
        )
        const [first = ''] = answers
        if (who === 'public') expect(first).not.toMatch(/^(403|5)/)
        else expect(first).toMatch(/^302 .*\/sign-in/)
        if (who !== 'public') expect(new Set(answers).size).toBe(1)
      })

      test(`${method} is for the roles that may, and a foreign record is a missing one`, async () => {
        for (const role of everyone) {
          const says = `${method} ${route} by ${role}`
          const kind = rule.records
          if (!kind) {
            const { status } = await knock(route.replace('*', 'nowhere'), method, role)
            if (who === 'public') expect(status, says).not.toBeGreaterThanOrEqual(500)
            else if (!who.includes(role)) expect(status, says).toBe(403)
            else expect([200, 302, 422], says).toContain(status)
            continue
          }
          const named = records(kind, role)
          const own = addressOf(route, named.own)
          const missing = addressOf(route, named.missing)
          const atOwn = await knock(own, method, role)
          const atMissing = await knock(missing, method, role)
          if (who !== 'public' && !who.includes(role)) {
            // The right is asked before any record: the three answers cannot differ.
            expect([403, 404], says).toContain(atOwn.status)
            expect(seen(atOwn, own), says).toBe(seen(atMissing, missing))
          } else if (who !== 'public') {
            expect(atOwn.status, says).toBeLessThan(500)
            if (method === 'GET' && kind !== 'invitation') expect(atMissing.status, says).toBe(404)
          }
          if (named.foreign === null) continue
          const foreign = addressOf(route, named.foreign)
          const atForeign = await knock(foreign, method, role)
          expect(seen(atForeign, foreign), `${says}, foreign`).toBe(seen(atMissing, missing))
        }
      })
    }
  })

  test('at least 1,250 doors were knocked on', () => {
    expect(cells).toBeGreaterThanOrEqual(1250)
    figure('access', `${cells} requests, 0 leaks`)
  })
}
