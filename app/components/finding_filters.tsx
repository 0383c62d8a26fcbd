import {
  type FindingList,
  findingListQuery,
  type FindingFilters,
  noFindingFilters,
} from '#app/domain/evidence/finding_list.ts'
import {
  clearLevelLabels,
  clearLevels,
  findingKindLabels,
  findingKinds,
  followUpWindowLabels,
  followUpWindows,
  type Scale,
  scaleLabels,
} from '#app/domain/evidence/library.ts'
import { capital } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { Select, TextField } from './fields.tsx'
import { FilterPanel, type Pill } from './filters.tsx'

export interface FindingChoices {
  models: { code: string; name: string }[]
  sectors: { code: string; name: string }[]
  outcomes: string[]
  scales: Scale[]
}

/** Narrows the list of findings: a GET form, so that the address says it all. */
export function FindingFilterPanel({
  list,
  choices,
}: {
  list: FindingList
  choices: FindingChoices
}) {
  const { filters } = list
  const { sort } = findingListQuery(list)
  const { q, ...narrowing } = filters
  const labelled = <Word extends string>(words: readonly Word[], labels: Record<Word, string>) =>
    words.map((value) => ({ value, label: labels[value] }))
  return (
    <FilterPanel
      action={paths.findings()}
      label="Search and filter findings"
      hidden={{ apply: '1', ...(sort && { sort }) }}
      active={Object.values(narrowing).filter((value) => value !== null).length}
      search={
        <TextField
          name="q"
          type="search"
          label="Search program, site, study or outcome"
          defaultValue={q ?? ''}
          maxLength={200}
        />
      }
    >
      <Select
        name="model"
        label="Model"
        empty="All models"
        choices={choices.models.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={filters.model ?? ''}
      />
      <Select
        name="outcome"
        label="Outcome"
        empty="All outcomes"
        choices={choices.outcomes.map((value) => ({ value, label: capital(value) }))}
        defaultValue={filters.outcome ?? ''}
      />
      <Select
        name="window"
        label="Follow-up"
        empty="Any time"
        choices={labelled(followUpWindows, followUpWindowLabels)}
        defaultValue={filters.window ?? ''}
      />
      <Select
        name="scale"
        label="Counted in"
        empty="Any unit"
        choices={labelled(choices.scales, scaleLabels)}
        defaultValue={filters.scale ?? ''}
      />
      <Select
        name="sector"
        label="Sector"
        empty="All sectors"
        choices={choices.sectors.map(({ code, name }) => ({ value: code, label: name }))}
        defaultValue={filters.sector ?? ''}
      />
      <Select
        name="kind"
        label="Kind of figure"
        empty="Any kind"
        choices={labelled(findingKinds, findingKindLabels)}
        defaultValue={filters.kind ?? ''}
      />
      <Select
        name="rating"
        label="CLEAR rating"
        empty="Any or none"
        choices={[
          ...labelled(clearLevels, clearLevelLabels),
          { value: 'unrated', label: 'No rating in the sources' },
        ]}
        defaultValue={filters.rating ?? ''}
      />
    </FilterPanel>
  )
}

/** The filters that are on, each with the list that lacks it. */
export function findingPills(list: FindingList, choices: FindingChoices): Pill[] {
  const { q, model, sector, outcome, window, scale, kind, rating } = list.filters
  const named = (all: { code: string; name: string }[], code: string | null) =>
    code && (all.find((one) => one.code === code)?.name ?? code)
  const labels = {
    q: q && `“${q}”`,
    model: named(choices.models, model),
    outcome: outcome && capital(outcome),
    window: window && followUpWindowLabels[window],
    scale: scale && scaleLabels[scale],
    sector: named(choices.sectors, sector),
    kind: kind && findingKindLabels[kind],
    rating: rating && (rating === 'unrated' ? 'No rating' : `CLEAR ${clearLevelLabels[rating]}`),
  } satisfies Record<keyof FindingFilters, string | null>
  return (Object.keys(labels) as (keyof FindingFilters)[]).flatMap((name) => {
    const label = labels[name]
    if (!label) return []
    const filters = { ...list.filters, [name]: noFindingFilters[name] }
    return [{ label, removeHref: paths.findings(findingListQuery({ ...list, filters })) }]
  })
}
