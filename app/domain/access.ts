/** Who may do what: the one table, right → roles. Pages, actions and tests all ask it. */
export const rolesByKind = {
  agency: [
    'officer',
    'grants_officer',
    'evaluation_officer',
    'director',
    'task_force',
    'auditor',
    'admin',
  ],
  grantee: ['certifier', 'preparer', 'viewer'],
  evaluator: ['lead', 'analyst'],
} as const

const organizationKinds = ['agency', 'grantee', 'evaluator'] as const
export type OrganizationKind = (typeof organizationKinds)[number]
export type AgencyRole = (typeof rolesByKind.agency)[number]
export type GranteeRole = (typeof rolesByKind.grantee)[number]
export type EvaluatorRole = (typeof rolesByKind.evaluator)[number]
export type Role = AgencyRole | GranteeRole | EvaluatorRole

export const roles: readonly Role[] = [
  ...rolesByKind.agency,
  ...rolesByKind.grantee,
  ...rolesByKind.evaluator,
]

export const roleLabels: Record<Role, string> = {
  officer: 'Program officer',
  grants_officer: 'Grants officer',
  evaluation_officer: 'Evaluation officer',
  director: 'Executive director',
  task_force: 'Task force member',
  auditor: 'Auditor',
  admin: 'Administrator',
  certifier: 'Certifying official',
  preparer: 'Preparer',
  viewer: 'Viewer',
  lead: 'Evaluation lead',
  analyst: 'Analyst',
}

const reviewers = [
  'officer',
  'grants_officer',
  'evaluation_officer',
  'director',
  'auditor',
] as const
const granteeRoles = rolesByKind.grantee
const evaluatorRoles = rolesByKind.evaluator

export const rights = {
  'session.use': roles,
  'portfolio.read': [...reviewers, 'task_force'],
  // What a law gives a stream or program for a fiscal year.
  'appropriation.record': ['grants_officer'],
  // A certifying official reads what was shared about the own award; the task force nothing of single awards.
  'decision.read': [
    'officer',
    'evaluation_officer',
    'director',
    'task_force',
    'auditor',
    'certifier',
  ],
  'decision.make': ['director'],
  'decision.comment': ['officer', 'evaluation_officer'],
  'award.read': [...reviewers, ...granteeRoles, ...evaluatorRoles],
  'schedule.change': ['grants_officer'],
  'award.assign': ['grants_officer'],
  'award.import': ['grants_officer'],
  'caseload.read': ['officer', 'grants_officer', 'director', 'auditor'],
  // Several awards of a list at once: an officer reminds, a grants officer assigns.
  'award.bulk': ['officer', 'grants_officer'],
  // What an officer leaves in words for whoever takes the caseload over.
  'award.hand_over': ['officer'],
  'award.hold': ['grants_officer'],
  'award.move': ['grants_officer'],
  // Only the schedule ends an award by the calendar.
  'award.end': [],
  'closeout.read': [...reviewers, ...granteeRoles],
  'closeout.settle': ['officer', 'grants_officer'],
  'closeout.waive': ['grants_officer'],
  // Which model of the library an award runs.
  'model.name': ['officer'],
  // How far an award has the components of a model; the officer of the caseload and the grantee each say so.
  'fidelity.read': [
    'officer',
    'evaluation_officer',
    'director',
    'auditor',
    'certifier',
    'preparer',
  ],
  'fidelity.rate': ['officer', 'certifier', 'preparer'],
  // Which awards fall short of a proven model, or were never rated.
  'replication.read': ['officer', 'evaluation_officer', 'director', 'auditor'],
  // What businesses gained and what changed around an award: the grantee claims, its officer answers.
  'outcome.claim': ['certifier', 'preparer'],
  'outcome.answer': ['officer'],
  // How the evaluation office itself rates a strategy, by two people.
  'body_rating.read': ['evaluation_officer', 'director', 'auditor'],
  'body_rating.rate': ['evaluation_officer'],
  // Which questions come next; the task force reads no single award.
  'agenda.read': ['evaluation_officer', 'director', 'auditor', 'task_force'],
  'agenda.set': ['evaluation_officer'],
  'risk.read': ['officer', 'grants_officer', 'director', 'auditor'],
  'risk.rate': ['officer'],
  // Only the schedule judges the risk of every award.
  'risk.judge': [],
  // Who takes part in an own award, and what employers promised and did.
  'partner.record': ['certifier', 'preparer'],
  // Where an award works, whom it serves and what it does.
  'reach.record': ['officer', 'grants_officer'],
  // A certifying official reads those of own awards, once shared.
  'overlap.read': ['officer', 'director', 'auditor', 'certifier'],
  'overlap.comment': ['officer'],
  'overlap.decide': ['director'],
  // Only the schedule judges every pair.
  'overlap.judge': [],
  'visit.read': ['officer', 'grants_officer', 'director', 'auditor', ...granteeRoles],
  'visit.plan': ['officer'],
  // Who gave the evidence does not verify it; who verified it or rated the risk does not close it.
  'correction.draft': ['certifier', 'preparer'],
  'correction.answer': ['certifier'],
  'correction.verify': ['officer'],
  'correction.close': ['grants_officer'],
  // Whoever asked withdraws; the officer of the caseload gives it or says why not.
  'assistance.ask': ['officer', 'certifier', 'preparer'],
  'assistance.answer': ['officer'],
  'modification.read': [
    'officer',
    'grants_officer',
    'evaluation_officer',
    'auditor',
    'certifier',
    'preparer',
    'lead',
  ],
  'modification.draft': ['certifier', 'preparer'],
  'modification.ask': ['certifier'],
  'modification.withdraw': ['certifier', 'preparer', 'officer'],
  'modification.recommend': ['officer'],
  'modification.decide': ['grants_officer'],
  'modification.comment': ['evaluation_officer', 'lead'],
  // Only the schedule opens reports; no role does.
  'report.open': [],
  'report.read': [...reviewers, ...granteeRoles],
  'report.write': ['preparer', 'certifier'],
  'report.certify': ['certifier'],
  'report.review': ['officer'],
  // Asking about an answer and saying more to it, on either side of a review.
  'report.discuss': ['officer', 'preparer', 'certifier'],
  'report.reopen': ['grants_officer'],
  // How long reports lie at each step, over many of them.
  'clock.read': reviewers,
  // Of extensions and waivers alike; who recommends one does not decide it.
  'extension.ask': ['preparer', 'certifier'],
  'extension.recommend': ['officer'],
  'extension.decide': ['grants_officer'],
  'study.read': [
    'officer',
    'evaluation_officer',
    'director',
    'auditor',
    ...granteeRoles,
    ...evaluatorRoles,
  ],
  'study.create': ['evaluation_officer'],
  'study.write': evaluatorRoles,
  // A study's design, agreements, enrolment and power; a grantee reads only its own obligations.
  'plan.read': ['officer', 'evaluation_officer', 'director', 'auditor', ...evaluatorRoles],
  // What something found beside a site means for the study.
  'alert.comment': ['lead'],
  'enrolment.open': ['lead'],
  // What happened to people after assignment, arm by arm: the team's alone until its lead locks the database.
  'arms.read': [...evaluatorRoles, 'evaluation_officer', 'director'],
  // The study's counts beside the accepted reports of its sites; a grantee reads of its own site only.
  'reconciliation.read': [
    'officer',
    'evaluation_officer',
    'director',
    'auditor',
    ...granteeRoles,
    ...evaluatorRoles,
  ],
  'reconciliation.answer': ['officer', 'certifier', 'preparer', ...evaluatorRoles],
  // How far both may lie apart: nobody's who explains a difference.
  'reconciliation.set': ['evaluation_officer'],
  'database.lock': ['lead'],
  'milestone.forecast': evaluatorRoles,
  'milestone.submit': [...evaluatorRoles, 'evaluation_officer'],
  'milestone.accept': ['evaluation_officer', 'director'],
  'gate.read': ['officer', 'evaluation_officer', 'director', 'auditor', ...evaluatorRoles],
  'gate.ask': ['lead'],
  'gate.propose': ['evaluation_officer'],
  'gate.decide': ['director'],
  // A finding is its study's own until somebody else approves it; a site answers what is shared with it.
  'finding.read': [
    'officer',
    'evaluation_officer',
    'director',
    'auditor',
    ...granteeRoles,
    ...evaluatorRoles,
  ],
  'finding.write': evaluatorRoles,
  'finding.decide': ['evaluation_officer'],
  'finding.respond': ['certifier'],
  // What worked, drafted by who saw it, approved by somebody else, sent by officers to their own caseload.
  'practice.read': ['officer', 'evaluation_officer', 'director', 'auditor', ...evaluatorRoles],
  'practice.draft': ['officer', 'evaluation_officer', ...evaluatorRoles],
  'practice.approve': ['evaluation_officer', 'director'],
  'practice.send': ['officer'],
  // What was sent to an award.
  'sent_practice.read': ['officer', 'evaluation_officer', 'director', 'auditor', ...granteeRoles],
  'practice.answer': ['certifier', 'preparer'],
  // What a study hands in; its drafts and what reviewers say of them are for fewer.
  'deliverable.read': ['officer', 'evaluation_officer', 'director', 'auditor', ...evaluatorRoles],
  'deliverable.plan': ['evaluation_officer', 'lead'],
  'deliverable.decide': ['evaluation_officer'],
  'draft.read': ['evaluation_officer', 'director', 'auditor', ...evaluatorRoles],
  'draft.write': evaluatorRoles,
  'draft.answer': ['lead'],
  'reviewer.invite': ['evaluation_officer', 'lead'],
  // Only who holds a mailed link comments on a draft; no role does.
  'draft.review': [],
  // Every study in one picture, for those who steer them.
  'pipeline.read': ['officer', 'evaluation_officer', 'director', 'auditor'],
  // How an award would do as a site of a study; a lead scores the own study's sites.
  'board.read': ['officer', 'evaluation_officer', 'director', 'auditor', 'lead'],
  'board.score': ['evaluation_officer', 'lead'],
  'board.comment': ['officer'],
  // A study asks an award to be a site; who sends also withdraws.
  'site_invitation.read': ['evaluation_officer', 'auditor', 'lead', ...granteeRoles],
  'site_invitation.send': ['evaluation_officer', 'lead'],
  'site_invitation.answer': ['certifier'],
  'person.read': ['admin', 'auditor', 'certifier', 'lead'],
  'person.invite': ['admin', 'certifier', 'lead'],
  'person.change': ['admin'],
  'event.read': [...reviewers, 'admin', ...granteeRoles, ...evaluatorRoles],
  'log.read': ['admin', 'auditor'],
  // Only the mail sends what people are told, and only the schedule reminds; no role does.
  'notice.send': [],
  'report.remind': [],
  'agreement.remind': [],
  // What was submitted is kept as a PDF by the schedule.
  'report.print': [],
} as const satisfies Record<string, readonly Role[]>

export type Right = keyof typeof rights

export function may(role: Role, right: Right): boolean {
  return (rights[right] as readonly Role[]).includes(role)
}

interface Acting {
  kind: 'person'
  personId: number
  name: string
  email: string
  membershipId: number
  organizationId: number
  organizationName: string
  /** The agency or bureau the organization is, by code in the reference list. */
  agencyCode: string | null
  requestId: string
}

/** A signed-in person acting in one membership; a union by role, so that a new role
 *  does not compile until every scope answers it. */
export type Actor =
  | (Acting & { organizationKind: 'agency'; role: AgencyRole })
  | (Acting & { organizationKind: 'grantee'; role: GranteeRole })
  | (Acting & { organizationKind: 'evaluator'; role: EvaluatorRole })

export const systemRights = {
  scheduler: [
    'award.end',
    'award.import',
    'risk.judge',
    'overlap.judge',
    'report.open',
    'report.remind',
    'agreement.remind',
    'report.print',
  ],
  mailer: ['person.invite', 'notice.send'],
  loader: ['award.assign'],
  operator: ['person.invite', 'person.change'],
  reviewer: ['draft.review'],
} as const satisfies Record<string, readonly Right[]>

export const systemNames = Object.keys(systemRights) as (keyof typeof systemRights)[]

/** What acts when no person does: jobs, the loader, the operator's command line, and whoever reads a draft by a
 *  mailed link. */
export interface SystemActor {
  kind: 'system'
  name: keyof typeof systemRights
  requestId: string
}

/** A person known by a password or a mailed link but not yet acting for an organization: the only
 *  writes without a right are signing in, resetting a password and accepting an invitation. */
export interface Visitor {
  kind: 'visitor'
  personId: number
  requestId: string
}

declare const permitted: unique symbol

/** An actor who was asked for a right and has it. Only `permit` makes one; every write demands one. */
export type Permitted<R extends Right, A = Actor> = A & { readonly [permitted]: R }
export type SystemPermitted<R extends Right> = Permitted<R, SystemActor>

export function permit<R extends Right>(actor: Actor, right: R): Permitted<R> | null {
  return may(actor.role, right) ? (actor as Permitted<R>) : null
}

export function permitSystem<R extends Right>(actor: SystemActor, right: R): SystemPermitted<R> {
  const held: readonly Right[] = systemRights[actor.name]
  if (!held.includes(right)) throw new Error(`${actor.name} does not hold ${right}`)
  return actor as SystemPermitted<R>
}
