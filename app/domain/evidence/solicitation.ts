import { type Origin, origins } from '../award_list.ts'
import { addMonths } from '../dates.ts'
import type { Stage } from '../study/stages.ts'
import { type CellLevel, gapScore } from './questions.ts'

/** What to ask for next: the holes of the learning agenda, widest first. */

/** What a question weighs until the evaluation office says otherwise. */
export const usualPriority = 1

export const priorities = [3, 2, 1, 0] as const
export type Priority = (typeof priorities)[number]

export const priorityLabels = {
  3: '3 · first of all',
  2: '2 · before others',
  1: '1 · as any other',
  0: '0 · not now',
} satisfies Record<Priority, string>

/** How a study bears on a question; 'none' takes an earlier word back. */
export const studyParts = ['primary', 'secondary', 'exploratory', 'none'] as const
export type StudyPart = (typeof studyParts)[number]

export const studyPartLabels = {
  primary: 'Its main question',
  secondary: 'A further question',
  exploratory: 'Exploratory only',
  none: 'Not its question any more',
} satisfies Record<StudyPart, string>

/** The milestone at which a stage reports what it found; a stage without one reports nothing of its own. */
export const stageReports: Readonly<Partial<Record<Stage, string>>> = {
  knowledge: 'LITS',
  formative: 'FRPT',
  implementation: 'IRPT',
  evaluability: 'EVRP',
  outcomes: 'OUTR',
  qed: 'QRPT',
  rct: 'IREL',
  cost: 'BCAN',
  replication: 'FREL',
}

/** A report within so many months halves a gap. */
const soonMonths = 24

export interface Planned {
  part: StudyPart
  /** Forecast of the first report of a stage that may close the question; null: none is planned. */
  reportsOn: string | null
}

/** The studies that will close a hole soon: exploratory ones close none, and an overdue report is still to come. */
function closesSoon(study: Planned, day: string): boolean {
  const { part, reportsOn } = study
  return (
    (part === 'primary' || part === 'secondary') &&
    reportsOn !== null &&
    reportsOn <= addMonths(day, soonMonths)
  )
}

/**
 * How wide a hole is, 0 to 3: its priority times what is missing up to a replicated answer, halved when a
 * planned study will report within 24 months. Null where nobody judged how much is known.
 */
export function holeScore(
  hole: { level: CellLevel | null; priority: number; planned: readonly Planned[] },
  day: string,
): { score: number; isHalved: boolean } | null {
  const gap = gapScore(hole.level)
  if (gap === null) return null
  const isHalved = hole.planned.some((study) => closesSoon(study, day))
  return { score: (hole.priority * gap) / (isHalved ? 2 : 1), isHalved }
}

export interface SolicitationFilters {
  sector: string | null
  stream: string | null
  origin: Origin
  page: number
}

export const holesPerPage = 10

/** Whatever an address does not say or cannot mean falls back to every hole, with awards from sources. */
export function readSolicitationFilters(params: URLSearchParams): SolicitationFilters {
  const code = (name: string) => {
    const given = params.get(name) ?? ''
    return /^[\w-]{1,60}$/.test(given) ? given : null
  }
  const page = Number(params.get('page') ?? '')
  return {
    sector: code('sector'),
    stream: code('stream'),
    origin: origins.find((one) => one === params.get('origin')) ?? 'sources',
    page: Number.isInteger(page) && page >= 1 && page <= 100 ? page : 1,
  }
}

/** The shortest query that asks for the same. */
export function solicitationQuery({ page, origin, ...where }: SolicitationFilters) {
  return {
    ...where,
    origin: origin === 'sources' ? null : origin,
    page: page === 1 ? null : page,
  }
}
