import { forwardRef } from 'react'
import type { InputHTMLAttributes, ReactNode } from 'react'
import { FieldError } from '#app/components/fields.tsx'
import type { Choice } from '#app/components/fields.tsx'

type Group = {
  name: string
  id?: string
  legend: ReactNode
  hint?: ReactNode
  error?: string
  choices: readonly Choice[]
}

type NativeInput = Omit<
  InputHTMLAttributes<HTMLInputElement>,
  'name' | 'id' | 'type' | 'value' | 'defaultValue'
>

/** Choose one. The group's id is that of its first choice, so that the error summary can lead there. */
export const Radios = forwardRef<HTMLInputElement, Group & { defaultValue?: string } & NativeInput>(
  function Radios({ name, id = name, legend, hint, error, choices, defaultValue, ...input }, ref) {
    return (
      <FieldSet id={`${id}-group`} legend={legend} hint={hint} error={error} errorId={id}>
        {choices.map((choice, position) => {
          const choiceId = position === 0 ? id : `${id}-${choice.value}`
          return (
            <div className="usa-radio" key={choice.value}>
              <input
                {...input}
                className="usa-radio__input"
                type="radio"
                id={choiceId}
                name={name}
                value={choice.value}
                defaultChecked={choice.value === defaultValue}
                aria-describedby={choice.hint ? `${choiceId}-hint` : undefined}
                ref={ref}
              />
              <label className="usa-radio__label" htmlFor={choiceId}>
                {choice.label}
              </label>
              {choice.hint && (
                <div className="usa-hint choice-hint" id={`${choiceId}-hint`}>
                  {choice.hint}
                </div>
              )}
            </div>
          )
        })}
      </FieldSet>
    )
  },
)

/** Choose any. Posts one entry per choice under the same name. */
export const Checkboxes = forwardRef<
  HTMLInputElement,
  Group & { defaultValue?: readonly string[] } & NativeInput
>(function Checkboxes(
  { name, id = name, legend, hint, error, choices, defaultValue = [], ...input },
  ref,
) {
  return (
    <FieldSet id={`${id}-group`} legend={legend} hint={hint} error={error} errorId={id}>
      {choices.map((choice, position) => (
        <Checkbox
          {...input}
          key={choice.value}
          id={position === 0 ? id : `${id}-${choice.value}`}
          name={name}
          value={choice.value}
          label={choice.label}
          hint={choice.hint}
          defaultChecked={defaultValue.includes(choice.value)}
          ref={ref}
        />
      ))}
    </FieldSet>
  )
})

/** A single yes: an attestation, a switch. */
export const Checkbox = forwardRef<
  HTMLInputElement,
  { name: string; id?: string; label: ReactNode; hint?: ReactNode; error?: string } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    'name' | 'id' | 'type'
  >
>(function Checkbox(
  { name, id = name, label, hint, error, defaultValue, defaultChecked, ...input },
  ref,
) {
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
  return (
    <div className={`usa-checkbox${error ? ' usa-form-group--error' : ''}`}>
      {error && <FieldError id={id} message={error} />}
      <input
        {...input}
        className="usa-checkbox__input"
        type="checkbox"
        id={id}
        name={name}
        // A form gives back what was posted; a box that was ticked posted its value.
        defaultChecked={
          input.checked === undefined
            ? (defaultChecked ?? (defaultValue !== undefined && defaultValue === input.value))
            : undefined
        }
        aria-invalid={error ? true : undefined}
        aria-describedby={described || undefined}
        ref={ref}
      />
      <label className="usa-checkbox__label" htmlFor={id}>
        {label}
      </label>
      {hint && (
        <div className="usa-hint choice-hint" id={`${id}-hint`}>
          {hint}
        </div>
      )}
    </div>
  )
})

/** Several fields under one question. */
export function FieldSet(props: {
  id: string
  legend: ReactNode
  hint?: ReactNode
  error?: string
  /** Prefix of the error's id when the fields point at it themselves. */
  errorId?: string
  children: ReactNode
}) {
  const errorId = props.errorId ?? props.id
  const described = [props.hint && `${props.id}-hint`, props.error && `${errorId}-error`]
  return (
    <div className={`usa-form-group${props.error ? ' usa-form-group--error' : ''}`}>
      <fieldset
        className="usa-fieldset"
        id={props.id}
        aria-describedby={described.filter(Boolean).join(' ') || undefined}
      >
        <legend className={`usa-legend${props.error ? ' usa-label--error' : ''}`}>
          {props.legend}
        </legend>
        {props.hint && (
          <div className="usa-hint" id={`${props.id}-hint`}>
            {props.hint}
          </div>
        )}
        {props.error && <FieldError id={errorId} message={props.error} />}
        {props.children}
      </fieldset>
    </div>
  )
}
