import type {
  Closeness,
  FrameworkKind,
  FrameworkPlace,
  FrameworkSector,
} from '#app/domain/evidence/framework.ts'

/** The Education-to-Workforce framework beside ours; migrations/0052_framework.ts holds checks and comments. */
export interface FrameworkTables {
  essentialQuestions: EssentialQuestions
  essentialQuestionIndicators: EssentialQuestionIndicators
  essentialQuestionMatches: EssentialQuestionMatches
  frameworkIndicators: FrameworkIndicators
  frameworkMatches: FrameworkMatches
}

interface EssentialQuestions {
  number: number
  question: string
  sectors: FrameworkSector[]
  sourceTitle: string
  sourceUrl: string | null
}

interface EssentialQuestionIndicators {
  essentialQuestion: number
  frameworkIndicator: number
}

interface EssentialQuestionMatches {
  code: string
  position: number
  essentialQuestion: number
  closeness: Closeness
  question: string | null
  reason: string
}

interface FrameworkIndicators {
  number: number
  name: string
  kind: FrameworkKind
  measures: string
  outcome: string | null
  sectorTraining: boolean
  indicator: string | null
  sourceTitle: string
  sourceUrl: string | null
}

interface FrameworkMatches {
  code: string
  position: number
  frameworkIndicator: number
  closeness: Closeness
  indicator: string | null
  place: FrameworkPlace | null
  reason: string
}
