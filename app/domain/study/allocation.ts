import { binomialTest, normalTail } from './distributions.ts'

/** People assigned so far at a site or in a block, and the share planned for the program. */
export interface Assigned {
  program: number
  control: number
  /** In (0, 1). */
  plannedShare: number
}

/**
 * How far assignment has drifted from its plan: share and drift (percentage points), z and its normal
 * p, the exact two-sided binomial p, and the same doubled from its smaller tail. Null before anyone is
 * assigned. Throws a RangeError when a count or share is none.
 */
export function allocationDrift({ program, control, plannedShare }: Assigned) {
  if (![program, control].every((count) => Number.isInteger(count) && count >= 0)) {
    throw new RangeError('People assigned are counted in whole numbers.')
  }
  mustBeShare(plannedShare)
  const people = program + control
  if (people === 0) return null
  const share = program / people
  const z =
    (program - people * plannedShare) / Math.sqrt(people * plannedShare * (1 - plannedShare))
  const { exact, doubled } = binomialTest(program, people, plannedShare)
  return {
    share,
    driftPp: 100 * (share - plannedShare),
    z,
    chiSquare: z * z,
    pNormal: 2 * normalTail(Math.abs(z)),
    pExact: exact,
    pDoubled: doubled,
  }
}

/** When assignment asks for a look; planning values. Repeated looks are why red asks for so little. */
export const allocationAlarms = {
  amber: { p: 0.05, driftPp: 3, fromPeople: 200 },
  red: { p: 0.005, crossover: 0.05 },
}

export type AllocationFlag = 'none' | 'amber' | 'red'

/**
 * The flag of a site's assignment with the reasons for it. `overrides` and `orderViolations` count
 * assignments; `crossover` is the share of the control arm that got the program, null while unknown.
 */
export function allocationFlag(
  assigned: Assigned,
  found: { overrides: number; orderViolations: number; crossover: number | null },
): { flag: AllocationFlag; reasons: string[] } {
  const drift = allocationDrift(assigned)
  const people = assigned.program + assigned.control
  const { amber, red } = allocationAlarms
  const p = drift?.pExact ?? 1
  const redReasons = [
    p < red.p && 'Chance alone would hardly give a split this far from the plan.',
    found.overrides > 0 && 'Assignments were overridden.',
    found.orderViolations > 0 && 'Someone was assigned before a step that must come first.',
    (found.crossover ?? 0) > red.crossover &&
      'More than 5 percent of the control group got the program.',
  ].filter((reason) => reason !== false)
  if (redReasons.length > 0) return { flag: 'red', reasons: redReasons }
  const amberReasons = [
    p < amber.p && 'The split is further from the plan than chance usually brings it.',
    people >= amber.fromPeople &&
      Math.abs(drift?.driftPp ?? 0) > amber.driftPp + 1e-9 &&
      'The split is more than 3 points from the plan.',
  ].filter((reason) => reason !== false)
  return { flag: amberReasons.length > 0 ? 'amber' : 'none', reasons: amberReasons }
}

/**
 * Breaches of blocked assignment, whatever their p: a full block holds exactly the planned share, an
 * open one no more of an arm than a full one does, and only the last may be open. `blocks` are those
 * of one site or stratum in order of filling; `size` × share is whole. Positions count from 1.
 */
export function blockBreaches(
  blocks: readonly { program: number; control: number }[],
  { size, plannedShare }: { size: number; plannedShare: number },
): { position: number; rule: string }[] {
  const forProgram = programPlaces(size, plannedShare)
  return blocks.flatMap(({ program, control }, i) => {
    const isFull = program + control >= size
    const rules = [
      program + control > size && `The block holds more than ${size} people.`,
      (program > forProgram || control > size - forProgram) &&
        `One arm has more than its places: ${forProgram} program and ${size - forProgram} control.`,
      !isFull && i < blocks.length - 1 && 'The block was left open when the next one began.',
    ].filter((rule) => rule !== false)
    return rules.map((rule) => ({ position: i + 1, rule }))
  })
}

/**
 * Whether totals alone show that blocks of `size` were not kept: people in the program differ from
 * their planned number by more than the last, open block can hold. Null, or the sentence that says so.
 */
export function totalsBreach(
  { program, control, plannedShare }: Assigned,
  size: number,
): string | null {
  const forProgram = programPlaces(size, plannedShare)
  const open = (program + control) % size
  const full = program + control - open
  const most = Math.min(open, forProgram)
  const least = Math.max(0, open - (size - forProgram))
  const settled = Math.round(full * plannedShare)
  if (program >= settled + least && program <= settled + most) return null
  const range = least === most ? `${settled + least}` : `${settled + least} to ${settled + most}`
  return `In blocks of ${size}, the program would have ${range} of ${program + control} people, not ${program}.`
}

function programPlaces(size: number, plannedShare: number): number {
  mustBeShare(plannedShare)
  const places = Math.round(size * plannedShare)
  if (!(Number.isInteger(size) && Math.abs(size * plannedShare - places) < 1e-6)) {
    throw new RangeError('A block holds a whole number of places in each arm.')
  }
  return places
}

/** The steps to assignment in the order they must be taken, each on a date or not yet (null). */
export interface StepsToAssignment {
  eligibleOn: string | null
  consentedOn: string | null
  baselineOn: string | null
  assignedOn: string
}

const steps = [
  { key: 'eligibleOn', name: 'eligibility' },
  { key: 'consentedOn', name: 'consent' },
  { key: 'baselineOn', name: 'baseline' },
  { key: 'assignedOn', name: 'assignment' },
] as const satisfies readonly { key: keyof StepsToAssignment; name: string }[]

/** What was out of order for one person, as a sentence each; empty when in order. Dates YYYY-MM-DD. */
export function orderViolations(person: StepsToAssignment): string[] {
  const missing = steps
    .filter(({ key }) => person[key] === null)
    .map(({ name }) => `Assigned without ${name} on record.`)
  const taken = steps.flatMap(({ key, name }) => {
    const date = person[key]
    return date === null ? [] : [{ date, name }]
  })
  const early = taken.slice(1).flatMap(({ date, name }, i) => {
    const before = taken[i]
    return before && date < before.date ? [`The ${name} is dated before the ${before.name}.`] : []
  })
  return [...missing, ...early]
}

function mustBeShare(share: number): void {
  if (!(share > 0 && share < 1)) {
    throw new RangeError('The share assigned to the program lies between 0 and 1, both excluded.')
  }
}
