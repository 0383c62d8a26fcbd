import type { Permitted } from '#app/domain/access.ts'
import { coverageLines, coverageMeaning, readCoverageFilters } from '#app/domain/coverage.ts'
import { listCoverageCells, listCoverageChoices } from '#db/coverage.ts'

/** What the page and its file show: a line for each sector or state that was asked for, empty ones too. */
export async function coverageAsked(actor: Permitted<'portfolio.read'>, request: Request) {
  const filters = readCoverageFilters(new URL(request.url).searchParams)
  const [rows, choices] = await Promise.all([
    listCoverageCells(actor, filters),
    listCoverageChoices(),
  ])
  const only = (code: string | null) => (one: { code: string }) =>
    code === null || one.code === code
  const places =
    filters.view === 'sectors'
      ? choices.sectors.filter(only(filters.sector))
      : choices.states.filter(only(filters.state))
  const streams = choices.streams.filter(only(filters.stream))
  const { lines, all } = coverageLines(rows, places, streams)
  // One line alone is its own sum.
  const whole = lines.length === 1 && lines[0] ? { ...lines[0], name: 'All' } : all
  return {
    filters,
    choices,
    streams,
    lines,
    all: whole,
    meaning: coverageMeaning(lines, whole, filters),
  }
}
