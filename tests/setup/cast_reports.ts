import { today } from '#app/domain/clock.ts'
import { addDays, quarterEnd } from '#app/domain/dates.ts'

/** The number of a sample award's report: of the last period that ended, or of one before it. */
export function reportOf(award: string, periodsBack: 0 | 1 | 2 = 0): string {
  let end = quarterEnd(today())
  for (let back = -1; back < periodsBack; back += 1) end = quarterEnd(addDays(end, -93))
  return `${award}-${end}`
}
