import type { ReactNode } from 'react'
import { FieldSet } from '#app/components/choices.tsx'
import type { FieldProps } from '#app/form.tsx'

const parts = [
  { part: 'month', label: 'Month', length: 9 },
  { part: 'day', label: 'Day', length: 2 },
  { part: 'year', label: 'Year', length: 4 },
] as const

/**
 * A date the person knows, as three fields posted as `name.month`, `name.day` and `name.year`, each
 * wired by the form's own `field`. The error of a part stands above the three.
 */
export function DateField(props: {
  name: string
  field: (name: string) => FieldProps
  legend: ReactNode
  hint?: ReactNode
}) {
  const fields = parts.map((one) => ({ ...one, ...props.field(`${props.name}.${one.part}`) }))
  const wrong = fields.find(({ error }) => error)
  return (
    <FieldSet
      id={`${props.name}-group`}
      legend={props.legend}
      hint={props.hint ?? 'For example: 4 28 2026'}
      error={wrong?.error}
      errorId={props.name}
    >
      <div className="usa-memorable-date">
        {fields.map(({ part, label, length, error, ...input }) => (
          <div className={`usa-form-group usa-form-group--${part}`} key={part}>
            <label className="usa-label" htmlFor={input.id}>
              {label}
            </label>
            <input
              {...input}
              className={`usa-input${error ? ' usa-input--error' : ''}`}
              type="text"
              inputMode={part === 'month' ? undefined : 'numeric'}
              autoComplete="off"
              maxLength={length}
              aria-invalid={error ? true : undefined}
              aria-describedby={error ? `${props.name}-error` : undefined}
            />
          </div>
        ))}
      </div>
    </FieldSet>
  )
}
