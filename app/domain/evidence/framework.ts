import type { Comparability } from '../report/crosswalk.ts'
import { searchText } from '../search.ts'

/** Where on the way from school to work a question of the Education-to-Workforce framework belongs. */
export const frameworkSectors = ['pre_k', 'k12', 'postsecondary', 'workforce'] as const
export type FrameworkSector = (typeof frameworkSectors)[number]

export const frameworkSectorLabels = {
  pre_k: 'Pre-K',
  k12: 'K–12',
  postsecondary: 'Postsecondary',
  workforce: 'Workforce',
} satisfies Record<FrameworkSector, string>

export const frameworkKinds = ['outcome', 'condition', 'surroundings'] as const
export type FrameworkKind = (typeof frameworkKinds)[number]

/** In the framework's own terms. */
export const frameworkKindLabels = {
  outcome: 'Outcome or milestone',
  condition: 'System condition',
  surroundings: 'Adjacent system condition',
} satisfies Record<FrameworkKind, string>

/** How close what is measured or asked here comes to what the framework names. */
export const closenesses = ['same', 'close', 'none'] as const
export type Closeness = (typeof closenesses)[number]

export const closenessLabels = {
  same: 'Same',
  close: 'Close',
  none: 'None',
} satisfies Record<Closeness, string>

/** Pages that come near an indicator where no figure of a report does. */
export const frameworkPlaces = [
  'components',
  'coverage',
  'findings',
  'ladders',
  'public_value',
] as const
export type FrameworkPlace = (typeof frameworkPlaces)[number]

export const frameworkPlaceLabels = {
  components: 'Models by their components',
  coverage: 'Coverage by sector and state',
  findings: 'Effects in the library',
  ladders: 'Career ladders',
  public_value: 'Public value of a program',
} satisfies Record<FrameworkPlace, string>

/** A pair that was judged between catalogues is judged for the framework too. */
export function closenessOf(comparability: Comparability): Closeness {
  return comparability === 'not_comparable' ? 'none' : comparability
}

/** The best of several; none where there is none. */
export function closest(matches: readonly { closeness: Closeness }[]): Closeness {
  return closenesses.find((one) => matches.some(({ closeness }) => closeness === one)) ?? 'none'
}

export interface FrameworkFilters {
  q: string | null
  /** Number of an essential question. */
  question: number | null
  kind: FrameworkKind | null
  closeness: Closeness | null
  /** Only what the framework's page about sector-oriented training names. */
  training: boolean
}

export function readFrameworkFilters(params: URLSearchParams): FrameworkFilters {
  const question = params.get('question') ?? ''
  return {
    q: searchText(params.get('q')),
    question: /^\d{1,2}$/.test(question) ? Number(question) : null,
    kind: frameworkKinds.find((one) => one === params.get('kind')) ?? null,
    closeness: closenesses.find((one) => one === params.get('closeness')) ?? null,
    training: params.get('training') === 'yes',
  }
}

export function frameworkQuery({ training, ...filters }: FrameworkFilters) {
  return { ...filters, training: training ? 'yes' : null }
}

interface Mapped {
  name: string
  measures: string
  kind: FrameworkKind
  sectorTraining: boolean
  matches: readonly { closeness: Closeness; name: string | null }[]
}

/** The questions with the indicators that pass, and without those that keep none. */
export function narrowFramework<
  Indicator extends Mapped,
  Question extends { number: number; indicators: Indicator[] },
>(questions: readonly Question[], filters: FrameworkFilters): Question[] {
  const { q, question, kind, closeness, training } = filters
  return questions
    .filter(({ number }) => question === null || number === question)
    .map((one) => ({
      ...one,
      indicators: one.indicators.filter(
        (indicator) =>
          (kind === null || indicator.kind === kind) &&
          (closeness === null || closest(indicator.matches) === closeness) &&
          (!training || indicator.sectorTraining) &&
          (q === null || says(indicator, q)),
      ),
    }))
    .filter(({ indicators }) => indicators.length > 0)
}

function says({ name, measures, matches }: Mapped, q: string): boolean {
  const words = [name, measures, ...matches.map((match) => match.name ?? '')].join(' ')
  return words.toLowerCase().includes(q.toLowerCase())
}
