import { awardStatusLabels, awardStatuses } from '#app/domain/award.ts'
import {
  type AwardList,
  awardColumnLabels,
  awardColumns,
  awardListQuery,
  originLabels,
  origins,
} from '#app/domain/award_list.ts'
import { riskTierLabels, riskTiers } from '#app/domain/oversight/risk_tiers.ts'
import { paths } from '#app/paths.ts'
import { Checkbox, Checkboxes } from './choices.tsx'
import { type Choice, Select, TextField } from './fields.tsx'
import { FilterPanel } from './filters.tsx'

interface Named {
  code: string
  name: string
}

/** Narrows the awards list and chooses its columns: a GET form, so that the address says it all. */
export function AwardFilterPanel(props: {
  list: AwardList
  choices: {
    programs: (Named & { streamCode: string; stream: string })[]
    sectors: Named[]
    states: Named[]
  }
  hasCaseload: boolean
  seesRisk: boolean
}) {
  const { list, choices, hasCaseload, seesRisk } = props
  const { q, stream, program, sector, state, status, origin, risk, mine } = list.filters
  const { sort } = awardListQuery(list)
  const streams = new Map(choices.programs.map((one) => [one.streamCode, one.stream]))
  const on = [stream, program, sector, state, status, origin, risk, mine || null]
  return (
    <FilterPanel
      action={paths.awards()}
      label="Search and filter awards"
      hidden={{ apply: '1', ...(sort && { sort }) }}
      active={on.filter((value) => value !== null).length}
      search={
        <TextField
          name="q"
          type="search"
          label="Search number, FAIN, name or lead organization"
          defaultValue={q ?? ''}
          maxLength={200}
        />
      }
    >
      <Select
        name="stream"
        label="Stream"
        empty="All streams"
        choices={[...streams].map(([value, label]) => ({ value, label }))}
        defaultValue={stream ?? ''}
      />
      <Select
        name="program"
        label="Program"
        empty="All programs"
        choices={choices.programs.map(toChoice)}
        defaultValue={program ?? ''}
      />
      <Select
        name="sector"
        label="Sector"
        empty="All sectors"
        choices={choices.sectors.map(toChoice)}
        defaultValue={sector ?? ''}
      />
      <Select
        name="state"
        label="State"
        empty="All states"
        choices={choices.states.map(toChoice)}
        defaultValue={state ?? ''}
      />
      <Select
        name="status"
        label="Status"
        empty="Any status"
        choices={awardStatuses.map((value) => ({ value, label: awardStatusLabels[value] }))}
        defaultValue={status ?? ''}
      />
      <Select
        name="origin"
        label="Origin"
        empty="Sources and sample"
        choices={origins.map((value) => ({ value, label: originLabels[value] }))}
        defaultValue={origin ?? ''}
      />
      {seesRisk && (
        <Select
          name="risk"
          label="Risk"
          empty="Any tier"
          choices={riskTiers.map((value) => ({ value, label: riskTierLabels[value] }))}
          defaultValue={risk ?? ''}
        />
      )}
      {hasCaseload && (
        <Checkbox name="mine" value="1" label="Only my caseload" defaultChecked={mine} />
      )}
      <details className="filters__columns">
        <summary>Columns ({list.columns.length} shown)</summary>
        <Checkboxes
          name="columns"
          legend="Show besides the award’s number"
          choices={awardColumns
            .filter((column) => column !== 'number' && (seesRisk || column !== 'risk'))
            .map((value) => ({ value, label: awardColumnLabels[value] }))}
          defaultValue={list.columns}
        />
      </details>
    </FilterPanel>
  )
}

function toChoice({ code, name }: Named): Choice {
  return { value: code, label: name }
}
