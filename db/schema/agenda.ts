import type { GeneratedAlways } from 'kysely'
import type { BodyLevel, RaterPart } from '#app/domain/evidence/raters.ts'
import type { StudyPart } from '#app/domain/evidence/solicitation.ts'
import type { Moment } from './accounts.ts'

/** What evaluation officers say of the evidence as a whole; migrations/0042_agenda.ts holds its checks. */
export interface AgendaTables {
  bodyRatings: BodyRatings
  questionPriorities: QuestionPriorities
  questionStudies: QuestionStudies
}

interface BodyRatings {
  id: GeneratedAlways<number>
  organizationId: number
  system: 'county_health'
  round: number
  part: RaterPart
  level: BodyLevel
  reason: string
  workedLevel: BodyLevel | null
  ruleSet: number
  ratedBy: number
  ratedAt: Moment
}

interface QuestionPriorities {
  id: GeneratedAlways<number>
  question: string
  no: number
  organizationId: number
  priority: number
  reason: string
  setBy: number
  setAt: Moment
}

interface QuestionStudies {
  id: GeneratedAlways<number>
  question: string
  no: number
  studyId: number
  /** Null: all sectors together. */
  sector: string | null
  part: StudyPart
  linkedBy: number
  linkedAt: Moment
}
