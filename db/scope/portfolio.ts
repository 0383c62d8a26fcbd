import { type SqlBool, sql } from 'kysely'
import { type Actor, may } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { caseloadOf, unanswered } from './own.ts'

/** Awards that count in the totals an actor may see: whoever reads the portfolio counts all of it, the
 *  task force too, which sees no single award. */
export function awardsCountedFor(actor: Actor) {
  const awards = db.selectFrom('awards').select('awards.id')
  return may(actor.role, 'portfolio.read') ? awards : awards.where((eb) => eb.lit(false))
}

/** Lists that an actor keeps, and those that colleagues of the same organization share. */
export function viewsSeenBy(actor: Actor) {
  return db
    .selectFrom('savedViews')
    .where((eb) =>
      eb.or([
        eb('savedViews.membershipId', '=', actor.membershipId),
        eb.and([
          eb('savedViews.shared', '=', true),
          eb('savedViews.organizationId', '=', actor.organizationId),
        ]),
      ]),
    )
    .select('savedViews.id')
}

/** Files of awards that an actor imports: those of the own agency's grants officers. */
export function importsSeenBy(actor: Actor) {
  return db
    .selectFrom('awardImports')
    .where('awardImports.organizationId', '=', actor.organizationId)
    .select('awardImports.id')
}

/** Whether the totals kept of the whole portfolio are for an actor: a condition on their tables. */
export function portfolioCountedFor(actor: Actor) {
  return sql<SqlBool>`${sql.lit(may(actor.role, 'portfolio.read'))}`
}

/** Organizations that hold or may hold awards, for whoever reads the portfolio. */
export function granteesSeenBy(actor: Actor) {
  const grantees = db
    .selectFrom('organizations')
    .where('organizations.kind', '=', 'grantee')
    .select('organizations.id')
  return may(actor.role, 'portfolio.read') ? grantees : grantees.where((eb) => eb.lit(false))
}

/** Decisions an actor reads: a draft is the director's and whoever reads everything; a grantee reads what was
 *  shared about its own award, and the task force nothing that is about a single award or study. */
export function decisionsSeenBy(actor: Actor) {
  const decisions = db.selectFrom('decisions').select('decisions.id')
  const published = decisions.where('decisions.state', '=', 'published')
  switch (actor.role) {
    case 'director':
    case 'auditor':
      return decisions
    case 'officer':
    case 'evaluation_officer':
      return published
    case 'task_force':
      return published.where('decisions.about', 'not in', ['award', 'study'])
    case 'certifier':
      return published
        .where('decisions.awardOrganizationId', '=', actor.organizationId)
        .where('decisions.id', 'in', (eb) =>
          eb.selectFrom('decisionShares').select('decisionShares.decisionId'),
        )
    case 'grants_officer':
    case 'admin':
    case 'preparer':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return decisions.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** What an evaluation office rates: its own, and for whoever reads everything every one. */
export function bodyRatingsSeenBy(actor: Actor) {
  const ratings = db.selectFrom('bodyRatings').select('bodyRatings.id')
  switch (actor.role) {
    case 'director':
    case 'auditor':
      return ratings
    case 'evaluation_officer':
      return ratings.where('bodyRatings.organizationId', '=', actor.organizationId)
    case 'officer':
    case 'grants_officer':
    case 'task_force':
    case 'admin':
    case 'certifier':
    case 'preparer':
    case 'viewer':
    case 'lead':
    case 'analyst':
      return ratings.where((eb) => eb.lit(false))
    default:
      return unanswered(actor)
  }
}

/** Published decisions an actor may comment on: an officer's are about an award of the own caseload, or what
 *  it belongs to; an evaluation officer's about models and studies. */
export function decisionsCommentedBy(actor: Actor) {
  const published = decisionsSeenBy(actor).where('decisions.state', '=', 'published')
  if (actor.role === 'evaluation_officer') {
    return published.where('decisions.about', 'in', ['model', 'study'])
  }
  if (actor.role !== 'officer') return published.where((eb) => eb.lit(false))
  return published.where((eb) =>
    eb.exists(
      eb
        .selectFrom('awards')
        .where('awards.id', 'in', caseloadOf(actor.membershipId))
        .where((own) =>
          own.or([
            own('awards.id', '=', own.ref('decisions.awardId')),
            own('awards.programCode', '=', own.ref('decisions.programCode')),
            own('awards.streamCode', '=', own.ref('decisions.streamCode')),
            own.exists(
              own
                .selectFrom('awardModels')
                .whereRef('awardModels.awardId', '=', 'awards.id')
                .whereRef('awardModels.model', '=', 'decisions.modelCode')
                .select('awardModels.id'),
            ),
          ]),
        )
        .select('awards.id'),
    ),
  )
}
