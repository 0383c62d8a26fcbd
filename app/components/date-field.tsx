import { FieldSet } from '#app/components/choices.tsx'
import type { ReactNode } from 'react'

const parts = [
  { part: 'month', label: 'Month', length: 2 },
  { part: 'day', label: 'Day', length: 2 },
  { part: 'year', label: 'Year', length: 4 },
] as const

/**
 * A date the person knows, as three fields posted as `name.month`, `name.day` and `name.year`.
 * `defaultValue` holds the three as typed, so that a refused form gives back what was written.
 */
export function DateField(props: {
  name: string
  legend: ReactNode
  hint?: ReactNode
  error?: string
  defaultValue?: { month?: string; day?: string; year?: string }
}) {
  return (
    <FieldSet
      id={`${props.name}-group`}
      legend={props.legend}
      hint={props.hint ?? 'For example: 4 28 2026'}
      error={props.error}
      errorId={props.name}
    >
      <div className="usa-memorable-date">
        {parts.map(({ part, label, length }, position) => {
          const id = position === 0 ? props.name : `${props.name}-${part}`
          return (
            <div className={`usa-form-group usa-form-group--${part}`} key={part}>
              <label className="usa-label" htmlFor={id}>
                {label}
              </label>
              <input
                className={`usa-input${props.error ? ' usa-input--error' : ''}`}
                id={id}
                name={`${props.name}.${part}`}
                type="text"
                inputMode="numeric"
                autoComplete="off"
                maxLength={length}
                defaultValue={props.defaultValue?.[part]}
                aria-invalid={props.error ? true : undefined}
                aria-describedby={props.error ? `${props.name}-error` : undefined}
              />
            </div>
          )
        })}
      </div>
    </FieldSet>
  )
}
