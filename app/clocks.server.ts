import type { Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import {
  type ClockFilters,
  clockLines,
  clockMeaning,
  readClockFilters,
} from '#app/domain/report/clock_list.ts'
import { countDays, countLying } from '#db/reports/clocks.ts'

/** The lines of the page and of its file: sample and real apart, and no origin without a report. */
export async function clocksAsked(actor: Permitted<'clock.read'>, request: Request) {
  const filters: ClockFilters = readClockFilters(new URL(request.url).searchParams)
  const day = today()
  const counts = await countDays(actor, filters, day)
  const lying = await countLying(actor, filters, day)
  const origins = [false, true]
    .filter((sample) => [...counts, ...lying].some((one) => one.sample === sample))
    .map((sample) => {
      const lines = clockLines(
        counts.filter((one) => one.sample === sample),
        lying.filter((one) => one.sample === sample),
      )
      return { sample, lines, meaning: clockMeaning(lines) }
    })
  return { filters, day, origins }
}
