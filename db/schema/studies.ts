import type { Generated, GeneratedAlways } from 'kysely'
import type { GateDecision, GateSide } from '#app/domain/study/gates.ts'
import type { MilestoneState, Topic } from '#app/domain/study/milestones.ts'
import type { Stage, StageState } from '#app/domain/study/stages.ts'
import type { Moment } from './accounts.ts'
import type { milestoneRoles } from './reference.ts'

export interface StudyTables {
  studies: Studies
  studyFirms: StudyFirms
  studyPrograms: StudyPrograms
  studyTeam: StudyTeam
  studyStages: StudyStages
  studySites: StudySites
  milestones: Milestones
  milestoneEvidence: MilestoneEvidence
  gateDecisions: GateDecisions
}

interface Studies {
  id: GeneratedAlways<number>
  slug: string
  /** The lead firm. */
  organizationId: number
  sample: boolean
  title: string
  summary: string | null
  sponsorCode: string | null
  awardedOn: string | null
  sourceUrl: string | null
  version: Generated<number>
}

interface StudyFirms {
  studyId: number
  organizationId: number
  part: 'lead' | 'partner'
}

interface StudyPrograms {
  studyId: number
  programCode: string
}

interface StudyTeam {
  studyId: number
  membershipId: number
  organizationId: number
  startedAt: Moment
  endedAt: Date | null
}

interface StudyStages {
  studyId: number
  stage: Stage
  state: StageState
  openedOn: string | null
  closedOn: string | null
  version: Generated<number>
}

interface StudySites {
  studyId: number
  awardId: number
  joinedOn: string
}

interface Milestones {
  id: GeneratedAlways<number>
  studyId: number
  organizationId: number
  code: string
  name: string
  stage: Stage | 'cross'
  topic: Topic | null
  role: (typeof milestoneRoles)[number]
  responsibleRole: string
  evidenceArtifact: string | null
  offsetRule: string
  durationDays: number
  prerequisites: Generated<string[]>
  state: Generated<MilestoneState>
  baselineOn: string | null
  forecastOn: string | null
  actualOn: string | null
  pinned: Generated<boolean>
  position: number
  version: Generated<number>
}

interface MilestoneEvidence {
  id: GeneratedAlways<number>
  milestoneId: number
  studyId: number
  description: string
  url: string | null
  completedOn: string
  submittedBy: number
  submittedRole: string
  submittedAt: Moment
  decision: 'accepted' | 'sent_back' | null
  decisionWords: string | null
  decidedBy: number | null
  decidedAt: Date | null
}

interface GateDecisions {
  id: GeneratedAlways<number>
  studyId: number
  stage: Stage
  side: GateSide
  proposal: GateDecision
  reason: string
  proposedBy: number
  proposedAt: Moment
  decision: GateDecision | null
  decisionReason: string | null
  decidedBy: number | null
  decidedAt: Date | null
  version: Generated<number>
}
