import type { Population } from '#app/domain/overlap/reach.ts'
import type { RatedDesign } from '#app/domain/evidence/causal_ratings.ts'
import type {
  ClaimKind,
  ClearLevel,
  ComponentAnswer,
  ErrorOrigin,
  Expectation,
  FollowUpWindow,
  ModelKind,
  Scale,
} from '#app/domain/evidence/library.ts'
import type { RatingSystem } from '#app/domain/evidence/ratings.ts'
import type { BalanceCategory } from '#app/domain/study/balance.ts'
import type { FindingKind, PriceBasis } from '#app/domain/evidence/pool_rules.ts'

/** The library of evidence; migrations/0016_evidence.ts holds its checks. */
export interface EvidenceTables {
  models: Models
  modelSectors: ModelSectors
  findings: Findings
  findingSectors: FindingSectors
  claims: Claims
  claimFindings: ClaimFindings
  claimChecks: ClaimChecks
  ratings: Ratings
  ratedFindings: RatedFindings
  questions: Questions
  questionCells: QuestionCells
  careerRungs: CareerRungs
  priceIndex: PriceIndexYears
}

interface Models {
  code: string
  position: number
  kind: ModelKind
  parent: string | null
  related: string[]
  name: string
  operator: string | null
  places: string[] | null
  population: string | null
  /** The same in the words that awards record; empty: the sources do not say. */
  populations: Population[]
  duration: string | null
  screening: ComponentAnswer | null
  occupationalTraining: ComponentAnswer | null
  careerReadiness: ComponentAnswer | null
  wraparound: ComponentAnswer | null
  employerTies: ComponentAnswer | null
  componentsBasis: string | null
  costPerParticipantUsd: string | null
  priceYear: number | null
  costNote: string | null
  description: string
  source: string
  sourceUrl: string | null
}

interface ModelSectors {
  model: string
  sector: string
  position: number
}

/** Numbers keep the places their source prints. */
interface Findings {
  code: string
  position: number
  model: string
  samples: string[]
  kind: FindingKind
  population: string | null
  followUpWindow: FollowUpWindow | null
  followUp: string
  followUpMonths: number | null
  program: string
  site: string
  study: string
  design: string
  outcomeDomain: string
  outcomeMeasure: string
  scale: Scale
  unit: string
  priceBasis: PriceBasis
  priceYear: number | null
  exploratory: boolean | null
  controlMean: string | null
  treatmentMean: string | null
  impact: string
  standardError: string | null
  errorOrigin: ErrorOrigin | null
  pRelation: '=' | '<' | null
  pValue: string | null
  ciLow: string | null
  ciHigh: string | null
  sampleTreatment: number | null
  sampleControl: number | null
  sampleTotal: number | null
  clearLevel: ClearLevel | null
  sourceUrl: string | null
  canonicalUrl: string | null
  sourceDetail: string | null
  notes: string | null
}

interface FindingSectors {
  finding: string
  sector: string
  position: number
}

interface Claims {
  code: string
  position: number
  claim: string
  kind: ClaimKind
  qualifier: string | null
  value: string | null
  valueTo: string | null
  unit: string | null
  subject: string
  outcome: string
  author: string | null
  title: string
  shortTitle: string
  publisher: string
  /** A day, or a year where the source gives no more. */
  dated: string | null
  url: string | null
  caveat: string | null
}

interface ClaimFindings {
  claim: string
  finding: string
}

/** What a claim would have us find, so that a rule can hold findings against it. */
interface ClaimChecks {
  claim: string
  outcomeDomain: string
  scale: Scale | null
  windows: string[] | null
  models: string[] | null
  expectation: Expectation
  basis: string
}

interface Ratings {
  code: string
  position: number
  system: RatingSystem
  systemVersion: string | null
  level: string
  study: string
  outcome: string
  model: string | null
  ratedBy: string
  ratedOn: string | null
  reason: string | null
  source: string
  sourceUrl: string | null
  design: RatedDesign | null
  hasConfound: boolean | null
  isOutcomeValid: boolean | null
  isAssignmentCompromised: boolean | null
  isProbabilityChangeIgnored: boolean | null
  attrition: 'low' | 'high' | null
  hasRequiredControls: boolean | null
  baseline: BalanceCategory | null
  isAdjusted: boolean | null
  isOutcomeMeasuredBefore: boolean | null
}

interface RatedFindings {
  rating: string
  finding: string
}

interface Questions {
  code: string
  position: number
  question: string
  types: string[]
  outcomeDomains: string[]
  causal: boolean
  allowedDesigns: string[]
  contributingDesigns: string[] | null
  designNote: string | null
  sourceTitles: string[]
}

interface QuestionCells {
  code: string
  question: string
  /** Null: all sectors together. */
  sector: string | null
  /** 0 to 6; null: not judged. */
  level: number | null
  studies: string | null
  why: string
  models: string[]
  position: number
}

interface CareerRungs {
  ladder: string
  rung: string
  sector: string
  rungOrder: number
  credential: string | null
  typicalNext: string[] | null
  sourceTitle: string
  sourceUrl: string | null
  note: string | null
}

interface PriceIndexYears {
  year: number
  /** Exact text: 236.736. */
  average: string
  note: string | null
  sourceTitle: string
  sourceUrl: string
}
