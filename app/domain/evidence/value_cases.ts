/** A program whose public value the library can work out, by the figures its published value rests on. */
export interface ValueCase {
  name: string
  model: string
  /** Findings of the library, by the whole years they come after the spending. */
  impacts: readonly { year: number; finding: string }[]
  /** Calendar year of the spending, where impacts are put into its prices; null: taken as they are. */
  deflateTo: number | null
  /** Who states that year; null: nobody does, or there is none. */
  deflateSource: string | null
  programCost: number
  transfers: number
  savings: number
  /** Percent. */
  taxRate: number
  taxSource: string
  costSource: string
  /** By conventions that somebody published; null where nobody did. */
  published: {
    postTax: string
    cost: string
    title: string
    url: string
  } | null
}

/** Shares of people at the four WorkAdvance sites weigh their costs and what they saved on other training. */
const sitePeople = [690, 479, 697, 698]

function weighted(amounts: readonly number[]): number {
  const people = sitePeople.reduce((sum, count) => sum + count, 0)
  return amounts.reduce((sum, amount, i) => sum + (amount * (sitePeople[i] ?? 0)) / people, 0)
}

export const valueCases = {
  workadvance: {
    name: 'WorkAdvance',
    model: 'workadvance',
    impacts: [
      { year: 1, finding: 'EF025' },
      { year: 2, finding: 'EF026' },
    ],
    deflateTo: null,
    deflateSource: null,
    programCost: weighted([5754, 6666, 5203, 5262]),
    transfers: 0,
    savings: weighted([2278, 798, 244, 408]),
    taxRate: 0.3,
    taxSource: 'as in the published value',
    costSource: 'Hendra et al. 2016, Table 4.2, weighted by the people at each site',
    published: {
      postTax: '0.78 (0.26 to 1.34)',
      cost: '1.203 (1.201 to 1.205)',
      title: 'Policy Impacts Library: WorkAdvance',
      url: 'https://policyimpacts.org/policy-impacts-library/work-advance/',
    },
  },
  year_up: {
    name: 'Year Up',
    model: 'year_up',
    impacts: [
      { year: 0, finding: 'EF063' },
      { year: 1, finding: 'EF064' },
      { year: 2, finding: 'EF065' },
    ],
    deflateTo: 2013,
    deflateSource: 'as in the published value',
    programCost: 28290,
    transfers: 6614,
    savings: 0,
    taxRate: 18.6,
    taxSource: 'as in the published value',
    costSource: 'Fein & Hamadyk 2018, Exhibit 4-1, of which $6,614 are stipends',
    published: {
      postTax: '0.43 (0.37 to 0.48)',
      cost: '1.04 (1.03 to 1.05)',
      title: 'Policy Impacts Library: Year Up',
      url: 'https://policyimpacts.org/policy-impacts-library/year-up/',
    },
  },
  project_quest: {
    name: 'Project QUEST',
    model: 'project_quest',
    impacts: ['EF069', 'EF070', 'EF071', 'EF072', 'EF073', 'EF074', 'EF075', 'EF076', 'EF077'].map(
      (finding, i) => ({ year: i + 1, finding }),
    ),
    deflateTo: 2006,
    deflateSource: null,
    programCost: 10501,
    transfers: 0,
    savings: 0,
    taxRate: 18.6,
    taxSource: 'an assumption of this page: nobody published a value',
    costSource: 'Roder & Elliott 2019',
    published: null,
  },
} as const satisfies Record<string, ValueCase>

export type ValueCaseCode = keyof typeof valueCases
export const valueCaseCodes = Object.keys(valueCases) as ValueCaseCode[]
