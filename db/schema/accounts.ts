import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { OrganizationKind, Role, SystemActor } from '#app/domain/access.ts'

/** A point in time: read as a Date, written as a Date. */
export type Moment = ColumnType<Date, Date, Date>

export interface AccountTables {
  organizations: Organizations
  people: People
  memberships: Memberships
  delegations: Delegations
  sessions: Sessions
  signInLimits: SignInLimits
  passwordResets: PasswordResets
  invitations: Invitations
  idempotencyKeys: IdempotencyKeys
  events: Events
  eventChains: EventChains
}

interface Organizations {
  id: GeneratedAlways<number>
  slug: string
  kind: OrganizationKind
  name: string
  organizationType: string | null
  agencyCode: string | null
  city: string | null
  state: string | null
  uei: string | null
  sample: boolean
  sourceUrl: string | null
}

interface People {
  id: GeneratedAlways<number>
  email: string
  name: string
  passwordHash: string | null
  disabledAt: Date | null
  createdAt: Moment
  version: Generated<number>
}

interface Memberships {
  id: GeneratedAlways<number>
  organizationId: number
  organizationKind: OrganizationKind
  personId: number
  role: Role
  supervisorId: number | null
  startedAt: Moment
  endedAt: Date | null
  version: Generated<number>
}

/** Who stands in for a membership while it is away: from its first to its last day, unless ended before. */
interface Delegations {
  id: GeneratedAlways<number>
  organizationId: number
  membershipId: number
  delegateMembershipId: number
  beginsOn: string
  endsOn: string
  /** A word for colleagues. */
  words: string | null
  setBy: number
  setAt: Moment
  endedBy: number | null
  endedAt: Moment | null
}

interface Sessions {
  tokenHash: string
  personId: number
  membershipId: number | null
  createdAt: Moment
  seenAt: Moment
  authenticatedAt: Moment
}

interface SignInLimits {
  key: string
  points: Generated<number>
  expire: number | null
}

interface PasswordResets {
  personId: number
  tokenHash: string
  expiresAt: Moment
}

interface Invitations {
  id: GeneratedAlways<number>
  organizationId: number
  organizationKind: OrganizationKind
  email: string
  role: Role
  studyId: number | null
  invitedBy: number | null
  invitedAt: Moment
  tokenHash: string | null
  expiresAt: Moment
  acceptedAt: Date | null
  withdrawnAt: Date | null
}

interface IdempotencyKeys {
  personId: number
  key: string
  requestHash: string
  outcome: ColumnType<string | null, string | null, string | null>
  createdAt: Moment
}

interface Events {
  id: GeneratedAlways<number>
  chain: GeneratedAlways<string>
  seq: GeneratedAlways<number>
  kind: string
  at: Moment
  personId: number | null
  membershipId: number | null
  systemActor: SystemActor['name'] | null
  organizationId: number | null
  awardId: number | null
  reportId: number | null
  studyId: number | null
  milestoneCode: string | null
  subjectPersonId: number | null
  before: ColumnType<unknown, string | null, never>
  after: ColumnType<unknown, string | null, never>
  reason: string | null
  requestId: string
  previousHash: GeneratedAlways<Buffer | null>
  hash: GeneratedAlways<Buffer>
}

interface EventChains {
  chain: string
  seq: number
  hash: Buffer
}
