import type { ColumnType, GeneratedAlways } from 'kysely'
import type { Precision } from '#app/domain/award.ts'
import type { Comparability } from '#app/domain/report/crosswalk.ts'
import type { GateSide } from '#app/domain/study/gates.ts'
import type { Topic } from '#app/domain/study/milestones.ts'
import type { Stage } from '#app/domain/study/stages.ts'
import type { EvidenceTables } from './evidence.ts'
import type { FrameworkTables } from './framework.ts'

/** The reference lists as tables; migrations/0001_reference.ts holds their checks and comments. */
export interface ReferenceTables extends EvidenceTables, FrameworkTables {
  agencies: Agencies
  assistanceListings: AssistanceListings
  burden: Burden
  checklistItems: ChecklistItems
  crosswalk: Crosswalk
  gateCriteria: GateCriteria
  indicators: Indicators
  milestoneTemplates: MilestoneTemplates
  programSectors: ProgramSectors
  programs: Programs
  referenceLoads: ReferenceLoads
  sectors: Sectors
  states: States
  streams: Streams
  templateItems: TemplateItems
  templatePrograms: TemplatePrograms
  templateRules: TemplateRules
  templates: Templates
  wioaAllotments: WioaAllotments
}

export const stateKinds = ['state', 'district', 'territory', 'freely associated state'] as const
export const streamKinds = ['competitive', 'formula', 'proposed'] as const
export const streamStatuses = ['active', 'proposed'] as const
export const listingStatuses = ['active', 'inactive'] as const
export const indicatorUnits = ['count', 'percent', 'usd'] as const
export const directions = ['higher', 'lower', 'context'] as const
export const valueTypes = ['count', 'rate', 'usd', 'usd_per_hour', 'median_usd', 'text'] as const
export const entries = ['entered', 'derived'] as const
export const cumulations = ['period', 'cumulative', 'point'] as const
export const itemKinds = [
  'indicator',
  'narrative',
  'attestation',
  'attachment',
  'financial',
] as const
export const severities = ['error', 'warning'] as const
export const ruleOperators = ['<=', '>=', '=', 'between', 'present'] as const
export const milestoneRoles = [
  'lead',
  'analyst',
  'evaluation_officer',
  'certifier',
  'preparer',
] as const
export const criterionKinds = ['data', 'judgement'] as const
export const comparisons = ['<=', '>=', '=', 'exists'] as const

type OneOf<Words extends readonly string[]> = Words[number]

interface Agencies {
  code: string
  name: string
  parent: string | null
  roleInSeti: string
}

interface AssistanceListings {
  aln: string
  programTitle: string
  agency: string
  bureau: string
  stream: string | null
  fundingStream: string
  status: OneOf<typeof listingStatuses>
  gaoCandidate: string | null
  notes: string | null
  sourceUrl: string
}

interface Burden {
  form: string
  title: string
  ombControlNumber: string
  template: string | null
  version: number | null
  /** The agency whose form it is; null: every agency's. */
  agency: string | null
  hoursPerResponse: string | null
  basis: string | null
  sourceUrl: string | null
  notes: string | null
}

interface Crosswalk {
  fromIndicator: string
  toIndicator: string
  comparability: Comparability
  reason: string
}

interface GateCriteria {
  code: string
  position: number
  stage: Stage
  side: GateSide
  text: string
  kind: OneOf<typeof criterionKinds>
  dataSource: string
  comparison: OneOf<typeof comparisons> | null
  threshold: string | null
  unit: string | null
  tag: string
  starred: boolean
}

interface Indicators {
  code: string
  name: string
  stream: string
  unit: OneOf<typeof indicatorUnits>
  numerator: string | null
  denominator: string | null
  direction: OneOf<typeof directions>
  exclusions: string | null
  reportingLag: string | null
  definition: string
  sourceUrl: string | null
  canonicalUrl: string | null
  confidence: string
  valueType: OneOf<typeof valueTypes>
  entry: OneOf<typeof entries>
  cumulation: OneOf<typeof cumulations>
  numeratorCode: string | null
  denominatorCode: string | null
  nCode: string | null
  position: number
  required: boolean
}

interface MilestoneTemplates {
  code: string
  position: number
  name: string
  stage: Stage | 'cross'
  topic: Topic | null
  appliesTo: string[]
  role: OneOf<typeof milestoneRoles>
  responsibleRole: string
  typicalOffsetDays: number
  prerequisites: string[]
  evidenceArtifact: string
  offsetRule: string
  offsetNote: string | null
  typicalDurationDays: number
  basis: string
}

interface Programs {
  code: string
  stream: string
  name: string
  round: string | null
  assistanceListing: string | null
  officialAwards: number | null
  officialTotalUsd: string | null
  precision: Precision
  asOf: string | null
  matchRule: string | null
  sourceUrl: string
  canonicalUrl: string | null
  announcedOn: string | null
  rounds: string | null
  foa: string | null
  awardFloorUsd: string | null
  awardCeilingUsd: string | null
  tracks: string[] | null
  notes: string | null
}

interface ProgramSectors {
  program: string
  sector: string
  position: number
}

interface ReferenceLoads {
  file: string
  sha256: string
  loadedAt: ColumnType<Date, Date, Date>
}

interface Sectors {
  code: string
  name: string
  description: string
  naics: string[]
  naicsTitles: string[]
  careerCluster: string
  careerClusterLegacy: string
  crossCutting: boolean
  sourceTitles: string[] | null
  goodJobsChallengeIndustry: string | null
  sseepProgram: string | null
  typicalOccupations: string[]
  sourceUrl: string
  notes: string | null
}

interface States {
  usps: string
  name: string
  fips: string
  kind: OneOf<typeof stateKinds>
  edaRegion: string | null
  etaRegion: number | null
  etaRegionCity: string | null
  stateWorkforceAgency: string | null
  agencyVerified: boolean | null
  agencySourceUrl: string | null
}

interface Streams {
  code: string
  name: string
  agency: string
  bureau: string
  kind: OneOf<typeof streamKinds>
  status: OneOf<typeof streamStatuses>
  description: string
  sourceUrl: string
  officialAwards: number | null
  officialTotalUsd: string | null
  precision: Precision | null
  asOf: string | null
  totalSourceTitle: string | null
  totalSourceUrl: string | null
}

interface TemplateItems {
  template: string
  version: number
  sectionOrder: number
  section: string
  itemOrder: number
  itemKind: OneOf<typeof itemKinds>
  itemCode: string
  indicator: GeneratedAlways<string | null>
  label: string
  help: string | null
  required: boolean
  appliesTo: string[] | null
  citation: string
}

/** What a reviewer looks at before accepting a report of a template. */
interface ChecklistItems {
  template: string
  version: number
  code: string
  position: number
  label: string
  help: string | null
  /** Programs it is for; null: every program of the template. */
  appliesTo: string[] | null
  citation: string
}

interface TemplatePrograms {
  template: string
  version: number
  program: string
}

interface TemplateRules {
  code: string
  template: string
  version: number
  severity: OneOf<typeof severities>
  expression: string
  leftSide: string
  op: OneOf<typeof ruleOperators>
  rightSide: string | null
  message: string
  citation: string
}

interface Templates {
  code: string
  version: number
  title: string
  contentSha256: string
}

interface WioaAllotments {
  program: string
  state: string
  programYear: string
  startsOn: string
  endsOn: string
  allotmentUsd: string
  withinStateFormulaUsd: string | null
  assistanceListing: string
  sourceUrl: string
  notes: string | null
}
