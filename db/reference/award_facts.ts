import * as z from 'zod/mini'
import { type AwardStatus, type Precision, precisions } from '#app/domain/award.ts'
import { blank, date, dollars, list, oneOf, text, url, whole, yesNo } from './cells.ts'
import type { ReferenceFolder } from './read.ts'

/** What the sources say of one award. A null is what they do not say. */
export interface AwardFacts {
  fain: string | null
  organization: string
  organizationType: string | null
  programCode: string
  name: string | null
  awardRound: string | null
  track: string | null
  status: AwardStatus
  announcedOn: string | null
  amount: string | null
  amountPrecision: Precision
  matchAmount: string | null
  city: string | null
  state: string | null
  serviceArea: string | null
  statewide: boolean | null
  sourceUrl: string | null
  canonicalUrl: string | null
  notes: string | null
  sectors: string[]
  states: string[]
  partners: string[]
  /** By indicator code: whole numbers of people as exact text. */
  targets: Record<string, string>
}

/** By award number, the permanent key. */
export function readAwardFacts(folder: ReferenceFolder): Map<string, AwardFacts> {
  const goodJobs = folder.read('good_jobs_challenge_awards.csv', goodJobsAward, ['number'])
  const sseep = folder.read('sseep_awards.csv', sseepAward, ['number'])
  return new Map([
    ...goodJobs.map((row) => {
      const { placementsTarget, trainingTarget } = row
      return [row.number, factsOf(row, { placementsTarget, trainingTarget })] as const
    }),
    ...sseep.map((row) => {
      const { participantsTarget, track, matchUsd: matchAmount } = row
      return [row.number, { ...factsOf(row, { participantsTarget }), track, matchAmount }] as const
    }),
  ])
}

/** The indicator each announced target is held against: the one that counts the same people. Placements
 *  are people placed, training targets people who start training, and a participant of an H-1B funded
 *  program is counted once from the start of the award. */
const targetIndicators = {
  placementsTarget: 'GJC_PLACED',
  trainingTarget: 'GJC_ENROLLED',
  participantsTarget: 'H1B_PARTICIPANTS',
} as const

type Targets = Partial<Record<keyof typeof targetIndicators, number | null>>

function factsOf(row: SharedRow, targets: Targets): AwardFacts {
  return {
    fain: row.fain,
    organization: row.leadOrganization,
    organizationType: row.organizationType,
    programCode: row.program,
    name: row.awardName,
    awardRound: row.awardRound,
    track: null,
    status: row.status,
    announcedOn: row.announcedOn,
    amount: row.amountUsd,
    amountPrecision: row.amountPrecision,
    matchAmount: null,
    city: row.city,
    state: row.state,
    serviceArea: row.serviceArea,
    statewide: row.statewide,
    sourceUrl: row.sourceUrl,
    canonicalUrl: row.canonicalUrl,
    notes: row.notes,
    sectors: row.sectors.toSorted(),
    states: row.stateList.toSorted(),
    partners: row.partners ?? [],
    targets: indicatorTargets(targets),
  }
}

function indicatorTargets(targets: Targets): Record<string, string> {
  const held: Record<string, string> = {}
  for (const key of ['trainingTarget', 'placementsTarget', 'participantsTarget'] as const) {
    const target = targets[key]
    if (target != null) held[targetIndicators[key]] = `${target}.00`
  }
  return held
}

const shared = {
  number: text,
  program: text,
  awardName: blank(text),
  leadOrganization: text,
  organizationType: text,
  city: blank(text),
  state: text,
  amountUsd: blank(dollars),
  amountPrecision: oneOf(precisions),
  awardRound: text,
  status: oneOf(['announced', 'awarded']),
  announcedOn: blank(date),
  sectors: list,
  serviceArea: blank(text),
  stateList: list,
  statewide: blank(yesNo),
  partners: blank(list),
  fain: blank(text),
  sourceUrl: url,
  canonicalUrl: blank(url),
  notes: blank(text),
}

const sharedAward = z.object(shared)
type SharedRow = z.output<typeof sharedAward>

const goodJobsAward = z.object({
  ...shared,
  placementsTarget: blank(whole),
  trainingTarget: blank(whole),
})

const sseepAward = z.object({
  ...shared,
  programName: text,
  track: blank(text),
  matchUsd: blank(dollars),
  participantsTarget: blank(whole),
  assistanceListing: text,
})
