import {
  type PoolMethod,
  poolMethodLabels,
  poolMethods,
} from '#app/domain/evidence/between_variance.ts'
import {
  type Scale,
  clearLevelLabels,
  clearLevels,
  followUpWindowLabels,
  followUpWindows,
  scaleLabels,
} from '#app/domain/evidence/library.ts'
import { type IntervalKind, intervalKinds, intervalLabels } from '#app/domain/evidence/pool.ts'
import type { SynthesisAsk } from '#app/domain/evidence/synthesis.ts'
import { pricesLabel } from '#app/domain/evidence/synthesis_words.ts'
import { capital } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { Button, ButtonLink, ButtonRow } from './buttons.tsx'
import { Checkbox, Checkboxes } from './choices.tsx'
import { NumberField, Select } from './fields.tsx'

export interface SynthesisChoices {
  measures: { outcome: string; scale: Scale; effects: number; withError: number }[]
  sectors: { code: string; name: string }[]
  models: { code: string; name: string }[]
  prices: string[]
}

/** Asks what to pool and how: a GET form, so that the address reproduces the answer. */
export function SynthesisForm(props: {
  ask: SynthesisAsk
  choices: SynthesisChoices
  /** The sentence to confirm; null where nothing has to be. */
  confirmation: string | null
  /** What is wrong with the price year. */
  yearError: string | null
}) {
  const { ask, choices, confirmation, yearError } = props
  const narrowed = ask.sectors.length + ask.models.length
  return (
    <form
      method="get"
      action={paths.synthesis()}
      className="filters filters--whole"
      aria-label="What to pool"
    >
      <input type="hidden" name="apply" value="1" />
      {ask.picks.map((code) => (
        <input key={code} type="hidden" name="pick" value={code} />
      ))}
      <div className="filters--whole__fields">
        <Select
          name="measure"
          label="Outcome"
          choices={choices.measures.map(({ outcome, scale, withError, effects }) => ({
            value: `${outcome}:${scale}`,
            label: `${capital(outcome)}, ${scaleLabels[scale]} (${withError} of ${effects} with an error)`,
          }))}
          defaultValue={`${ask.outcome}:${ask.scale}`}
        />
        <Select
          name="window"
          label="Follow-up"
          choices={[
            ...followUpWindows.map((value) => ({ value, label: followUpWindowLabels[value] })),
            { value: 'any', label: 'Any time, the latest of each sample' },
          ]}
          defaultValue={ask.window ?? 'any'}
        />
        <Select
          name="floor"
          label="CLEAR rating, at least"
          empty="Any or none"
          choices={clearLevels.map((value) => ({ value, label: clearLevelLabels[value] }))}
          defaultValue={ask.floor ?? ''}
        />
        <Select
          name="prices"
          label="Published in"
          empty="Any prices"
          choices={choices.prices.map((value) => ({ value, label: pricesLabel(value) }))}
          defaultValue={ask.prices ?? ''}
        />
        <NumberField
          name="dollars"
          label="In dollars of"
          optional
          hint={
            <>
              A year of the <a href={paths.prices()}>price index</a>.
            </>
          }
          maxLength={40}
          defaultValue={ask.dollars}
          {...(yearError !== null && { error: yearError })}
        />
        <Select
          name="method"
          label="Method"
          choices={poolMethods.map((value: PoolMethod) => ({
            value,
            label: poolMethodLabels[value],
          }))}
          defaultValue={ask.method}
        />
        <Select
          name="interval"
          label="Interval"
          choices={intervalKinds.map((value: IntervalKind) => ({
            value,
            label: intervalLabels[value],
          }))}
          defaultValue={ask.interval}
        />
      </div>
      <details className="filters__columns" open={narrowed > 0}>
        <summary>Models and sectors{narrowed > 0 && ` (${narrowed} chosen)`}</summary>
        <div className="synthesis-form__sets">
          <Checkboxes
            name="models"
            legend="Only these models, with their sites"
            choices={choices.models.map(({ code, name }) => ({ value: code, label: name }))}
            defaultValue={ask.models}
          />
          <Checkboxes
            name="sectors"
            legend="Only these sectors"
            choices={choices.sectors.map(({ code, name }) => ({ value: code, label: name }))}
            defaultValue={ask.sectors}
          />
        </div>
      </details>
      {(confirmation !== null || ask.isConfirmed) && (
        <Checkbox
          name="confirm"
          value="1"
          label="Pool them all the same"
          hint={confirmation ?? 'Confirmed; the link keeps it.'}
          defaultChecked={ask.isConfirmed}
        />
      )}
      <ButtonRow>
        <Button>Pool</Button>
        <ButtonLink look="outline" href={paths.synthesis()}>
          Start again
        </ButtonLink>
      </ButtonRow>
    </form>
  )
}
