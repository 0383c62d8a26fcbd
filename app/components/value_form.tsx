import { willingnessKinds, willingnessLabels } from '#app/domain/evidence/public_value.ts'
import { valueCases } from '#app/domain/evidence/value_cases.ts'
import {
  type ValueAsk,
  type ValueField,
  valuePriceProblem,
} from '#app/domain/evidence/value_page.ts'
import * as paths from '#app/paths.ts'
import { Button, ButtonLink, ButtonRow } from './buttons.tsx'
import { NumberField, Select } from './fields.tsx'

/** Changes what goes into a value: a GET form, so that the address reproduces the answer. */
export function ValueForm(props: { ask: ValueAsk; errors: Partial<Record<ValueField, string>> }) {
  const { ask, errors } = props
  const field = (name: ValueField, label: string) => (
    <NumberField
      name={name}
      label={label}
      defaultValue={ask.typed[name]}
      {...(errors[name] && { error: errors[name] })}
    />
  )
  return (
    <form
      method="get"
      action={paths.publicValue()}
      className="filters filters--whole"
      aria-label="Change what goes in"
    >
      <input type="hidden" name="apply" value="1" />
      <input type="hidden" name="program" value={ask.program} />
      <input type="hidden" name="seed" value={ask.seed} />
      <div className="filters--whole__fields">
        <Select
          name="willing"
          label="What participants would pay"
          choices={willingnessKinds.map((value) => ({ value, label: willingnessLabels[value] }))}
          defaultValue={ask.willing}
        />
        {field('tax', 'Tax-and-transfer rate, percent')}
        {field('discount', 'Discount rate, percent')}
        {field('cost', 'Cost a participant, dollars')}
        {field('transfers', 'Of which paid to participants')}
        {field('savings', 'Other public savings, dollars')}
        {field('until', 'Scenarios run to year')}
        <NumberField
          name="prices"
          label="Answer in dollars of the year"
          optional
          hint={valuePriceProblem(valueCases[ask.program]) ?? undefined}
          defaultValue={ask.typed.prices}
          {...(errors.prices && { error: errors.prices })}
        />
      </div>
      <ButtonRow>
        <Button>Work it out</Button>
        <ButtonLink look="outline" href={paths.publicValue({ program: ask.program })}>
          As published
        </ButtonLink>
      </ButtonRow>
    </form>
  )
}
