import * as z from 'zod/mini'
import {
  type Due,
  type Period,
  type ReportingRule,
  calendarTypes,
  dueOn,
  frequencies,
  periodsOf,
  rollRules,
} from '../calendar.ts'
import { addDays, monthEnd, parseDate, quarterEnd } from '../dates.ts'
import { isoDate, text, wholeNumber } from '../text.ts'

/** A rule in the place of the one before, for the periods from a day on. */
export interface ScheduleChange extends ReportingRule {
  startsOn: string
}

/** A period with its due dates and the rule they come from. */
export interface ScheduledPeriod extends Period, Due {
  rule: ReportingRule
  /** The last of the award: its report is the final one. */
  isFinal: boolean
}

/** Days before the end of a period from which its report can be prepared. */
export const openedDaysAhead = 45

/** Calendar days after the period of performance until the final report (2 CFR 200.344(b)). */
export const finalOffsetDays = 120

/**
 * The periods of an award under its first rule and the changes of it, oldest first, without gaps or
 * overlaps: a change ends the period it falls into the day before. The last report is final, and due 120
 * days after the award ends whatever the rule.
 */
export function scheduledPeriods(
  award: Period,
  first: ReportingRule,
  changes: readonly ScheduleChange[],
): ScheduledPeriod[] {
  const sorted = [...changes].sort((one, other) => (one.startsOn < other.startsOn ? -1 : 1))
  const rules = [{ rule: first, startsOn: award.start }].concat(
    sorted.map(({ startsOn, ...rule }) => ({ rule, startsOn })),
  )
  return rules.flatMap(({ rule, startsOn: start }, index) => {
    const next = rules[index + 1]?.startsOn
    const end = next && next <= award.end ? addDays(next, -1) : award.end
    return periodsOf({ start, end }, rule).map((period) => {
      const isFinal = period.end === award.end
      const offsetDays = isFinal ? finalOffsetDays : rule.offsetDays
      return { ...period, ...dueOn(period.end, { ...rule, offsetDays }), rule, isFinal }
    })
  })
}

/** The first end of a quarter, half or year of a calendar on or after a day. */
export function firstEndFrom(
  day: string,
  { frequency, calendarType }: Pick<ReportingRule, 'frequency' | 'calendarType'>,
): string {
  const months = { quarterly: 3, semiannual: 6, annual: 12 }[frequency]
  const startsIn = { program_year: 7, fiscal_year: 10, calendar_year: 1 }[calendarType]
  let end = quarterEnd(day)
  while ((parseDate(end).month - startsIn + 13) % months !== 0) end = monthEnd(end, 3)
  return end
}

export const frequencyLabels = {
  quarterly: 'Every quarter',
  semiannual: 'Every half year',
  annual: 'Every year',
} satisfies Record<(typeof frequencies)[number], string>

export const rollRuleLabels = {
  none: 'Not moved: the working date is the date by the terms',
  previous_business_day: 'Moved to the business day before',
  next_business_day: 'Moved to the next business day',
} satisfies Record<(typeof rollRules)[number], string>

export const calendarLabels = {
  program_year: 'Program year, July to June',
  fiscal_year: 'Federal fiscal year, October to September',
  calendar_year: 'Calendar year',
} satisfies Record<(typeof calendarTypes)[number], string>

/** A new rule, from which day, and why. */
export const scheduleForm = z.strictObject({
  startsOn: isoDate({ label: 'the day it begins', required: true }),
  frequency: z.enum(frequencies, 'Choose how often a report is due.'),
  offsetDays: wholeNumber({
    label: 'the days after the period',
    required: true,
    min: 1,
    max: 120,
  }),
  rollRule: z.enum(rollRules, 'Choose what happens on a weekend or holiday.'),
  calendarType: z.enum(calendarTypes, 'Choose the calendar.'),
  reason: text({ label: 'the reason', required: true, max: 1000, lines: true }),
})

export type NewSchedule = z.output<typeof scheduleForm>
