import type { ReactNode } from 'react'
import {
  errorOriginLabels,
  errorOrigins,
  findingKindLabels,
  scaleLabels,
  scales,
} from '#app/domain/evidence/library.ts'
import { outcomeDomains, ownFindingKinds } from '#app/domain/evidence/own_finding.ts'
import type { FieldProps } from '#app/form.tsx'
import { FieldSet, Radios } from './choices.tsx'
import { NumberField, Select, TextField } from './fields.tsx'

/** Everything a finding is, from its outcome to the table it stands in. */
export function FindingFields(props: {
  field: (name: string) => FieldProps
  models: readonly { code: string; name: string }[]
  /** Of the study's record, to be written alike. */
  outcomes: readonly string[]
  children?: ReactNode
}) {
  const { field, models, outcomes } = props
  return (
    <>
      <FieldSet id="what" legend="What was found">
        <Select
          {...field('model')}
          label="Model that was tested"
          empty="None of the library"
          choices={models.map(({ code, name }) => ({ value: code, label: name }))}
        />
        <Radios
          {...field('kind')}
          legend="Kind of figure"
          choices={ownFindingKinds.map((value) => ({ value, label: findingKindLabels[value] }))}
        />
        <Select
          {...field('outcomeDomain')}
          label="Domain of the outcome"
          empty="Choose a domain"
          choices={outcomeDomains.map((value) => ({ value, label: value }))}
        />
        <TextField
          {...field('outcomeMeasure')}
          label="Outcome"
          hint={
            outcomes.length > 0
              ? `As the record names it: ${outcomes.join('; ')}.`
              : 'The record names no outcome.'
          }
        />
        <TextField
          {...field('contrast')}
          label="Contrast"
          hint="Who is compared with whom, such as: offered the ladder against usual services."
        />
        <Radios
          {...field('exploratory')}
          legend="Confirmatory or exploratory"
          choices={[
            {
              value: 'no',
              label: 'Confirmatory',
              hint: 'A primary outcome of the record, set out before anybody knew.',
            },
            { value: 'yes', label: 'Exploratory', hint: 'Everything else. It stays marked.' },
          ]}
        />
      </FieldSet>
      <FieldSet id="figure" legend="The figure">
        <div className="field-grid">
          <NumberField {...field('impact')} label="Estimate" inputMode="decimal" />
          <Select
            {...field('scale')}
            label="Counted in"
            empty="Choose"
            choices={scales.map((value) => ({ value, label: scaleLabels[value] }))}
          />
          <NumberField
            {...field('priceYear')}
            label="Price year"
            hint="Of dollars only."
            optional
          />
        </div>
        <div className="field-grid">
          <NumberField
            {...field('standardError')}
            label="Standard error"
            inputMode="decimal"
            optional
          />
          <Select
            {...field('errorOrigin')}
            label="Where it comes from"
            empty="None is given"
            choices={errorOrigins.map((value) => ({ value, label: errorOriginLabels[value] }))}
          />
          <NumberField {...field('pValue')} label="p value" inputMode="decimal" optional />
        </div>
        <div className="field-grid">
          <NumberField
            {...field('programMean')}
            label="Mean, program group"
            inputMode="decimal"
            optional
          />
          <NumberField
            {...field('controlMean')}
            label="Mean, control group"
            inputMode="decimal"
            optional
          />
          <NumberField {...field('months')} label="Months after assignment" />
        </div>
        <div className="field-grid">
          <NumberField {...field('sampleProgram')} label="People, program group" />
          <NumberField {...field('sampleControl')} label="People, control group" optional />
        </div>
      </FieldSet>
      <Radios
        {...field('hasControls')}
        legend="Does the analysis hold what raters ask for?"
        hint="Earnings and employment before, age, sex, race and ethnicity, education."
        choices={[
          { value: 'yes', label: 'Yes, all of it' },
          { value: 'no', label: 'Not all of it' },
        ]}
      />
      <TextField
        {...field('sourceDetail')}
        label="Report and table"
        hint="Such as: Final report, table 4.2."
      />
      {props.children}
    </>
  )
}
