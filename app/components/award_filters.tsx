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
import * as paths from '#app/paths.ts'
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
  box: { text: string; problem: string | null }
  choices: {
    programs: (Named & { streamCode: string; stream: string })[]
    sectors: Named[]
    states: Named[]
  }
  hasCaseload: boolean
  seesRisk: boolean
}) {
  const { list, box, choices, hasCaseload, seesRisk } = props
  const { stream, program, sector, state, status, origin, risk, officer, due, mine } = list.filters
  const query = awardListQuery(list)
  const { sort } = query
  const dues = ['late', '<14d', '<30d', '<60d']
  const streams = new Map(choices.programs.map((one) => [one.streamCode, one.stream]))
  const on = [stream, program, sector, state, status, origin, risk, officer, due, mine || null]
  return (
    <FilterPanel
      action={paths.awards()}
      label="Search and filter awards"
      hidden={{
        apply: '1',
        was: paths.awards(query).split('?')[1] ?? '',
        ...(sort && { sort }),
      }}
      active={on.filter((value) => value !== null).length}
      search={
        <TextField
          name="query"
          type="search"
          label="Search, or filter in words"
          hint="A number, FAIN, name, organization or program; or sector:health due:<14d state:AL"
          defaultValue={box.text}
          error={box.problem ?? undefined}
          maxLength={500}
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
        empty="All origins"
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
      <TextField
        name="officer"
        label="Officer, or none"
        defaultValue={officer ?? ''}
        maxLength={100}
      />
      <Select
        name="due"
        label="Next report"
        empty="Due at any time"
        choices={[...dues, ...(due && !dues.includes(due) ? [due] : [])].map((value) => ({
          value,
          label: value === 'late' ? 'Late' : `Due within ${value.slice(1, -1)} days`,
        }))}
        defaultValue={due ?? ''}
      />
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
        <Checkbox
          name="density"
          value="compact"
          label="Rows close together"
          defaultChecked={list.isCompact}
        />
      </details>
    </FilterPanel>
  )
}

function toChoice({ code, name }: Named): Choice {
  return { value: code, label: name }
}
