import { forwardRef } from 'react'
import type {
  InputHTMLAttributes,
  ReactNode,
  SelectHTMLAttributes,
  TextareaHTMLAttributes,
} from 'react'

/** What every field says of itself. The id is the name unless given; an error replaces nothing. */
export type Labelled = {
  name: string
  id?: string
  label: ReactNode
  hint?: ReactNode
  error?: string | undefined
  /** Adds "(optional)" to the label; fields are required unless they say so. */
  optional?: boolean
  /** Where a prefilled value came from, e.g. "From your Q2 report". */
  origin?: ReactNode
}

type Native<Attributes> = Labelled & Omit<Attributes, keyof Labelled>

/** One line of text. `type` is the browser's own: text, email, password, search. */
export const TextField = forwardRef<
  HTMLInputElement,
  Native<InputHTMLAttributes<HTMLInputElement>>
>(function TextField(props, ref) {
  const [field, input] = splitField(props)
  return (
    <FieldGroup {...field}>
      <input type="text" {...input} {...wiring(field)} ref={ref} className={inputClass(field)} />
    </FieldGroup>
  )
})

/** Dollars, typed as people write them: "1,250,000" or "1250000.00". */
export const MoneyField = forwardRef<
  HTMLInputElement,
  Native<InputHTMLAttributes<HTMLInputElement>>
>(function MoneyField(props, ref) {
  const [field, input] = splitField(props)
  return (
    <FieldGroup {...field}>
      <div className={`usa-input-group${field.error ? ' usa-input-group--error' : ''}`}>
        <div className="usa-input-prefix" aria-hidden="true">
          $
        </div>
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          {...input}
          {...wiring(field)}
          ref={ref}
          className={`${inputClass(field)} number`}
        />
      </div>
    </FieldGroup>
  )
})

/** A count or a rate, as text with a number pad: a browser's number type drops what it dislikes. */
export const NumberField = forwardRef<
  HTMLInputElement,
  Native<InputHTMLAttributes<HTMLInputElement>>
>(function NumberField(props, ref) {
  const [field, input] = splitField(props)
  return (
    <FieldGroup {...field}>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        {...input}
        {...wiring(field)}
        ref={ref}
        className={`${inputClass(field)} number usa-input--md`}
      />
    </FieldGroup>
  )
})

export const TextArea = forwardRef<
  HTMLTextAreaElement,
  Native<TextareaHTMLAttributes<HTMLTextAreaElement>>
>(function TextArea(props, ref) {
  const [field, input] = splitField(props)
  return (
    <FieldGroup {...field}>
      <textarea
        rows={6}
        {...input}
        {...wiring(field)}
        ref={ref}
        className={`usa-textarea${field.error ? ' usa-input--error' : ''}`}
      />
    </FieldGroup>
  )
})

/** One file, chosen by the browser's own button. */
export const FileField = forwardRef<
  HTMLInputElement,
  Native<InputHTMLAttributes<HTMLInputElement>>
>(function FileField(props, ref) {
  const [field, input] = splitField(props)
  return (
    <FieldGroup {...field}>
      <input type="file" {...input} {...wiring(field)} ref={ref} className="file-field" />
    </FieldGroup>
  )
})

export type Choice = { value: string; label: string; hint?: ReactNode }

/** `empty` is the first option, with the value ''. Leave it out when one must always be chosen. */
export const Select = forwardRef<
  HTMLSelectElement,
  Native<SelectHTMLAttributes<HTMLSelectElement>> & { choices: readonly Choice[]; empty?: string }
>(function Select({ choices, empty, ...props }, ref) {
  const [field, input] = splitField(props)
  return (
    <FieldGroup {...field}>
      <select
        {...input}
        {...wiring(field)}
        ref={ref}
        className={`usa-select${field.error ? ' usa-input--error' : ''}`}
      >
        {empty !== undefined && <option value="">{empty}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldGroup>
  )
})

/**
 * An input alone in a table cell, named by its row and column headers (`labelledBy`: their ids,
 * separated by spaces). Its error shows below it.
 */
export const CellField = forwardRef<
  HTMLInputElement,
  { name: string; id?: string; labelledBy: string; error?: string } & Omit<
    InputHTMLAttributes<HTMLInputElement>,
    'name' | 'id'
  >
>(function CellField({ labelledBy, error, ...input }, ref) {
  const id = input.id ?? input.name
  return (
    <>
      <input
        type="text"
        inputMode="numeric"
        autoComplete="off"
        {...input}
        id={id}
        ref={ref}
        className={`usa-input number cell-field${error ? ' usa-input--error' : ''}`}
        aria-labelledby={labelledBy}
        aria-invalid={error ? true : undefined}
        aria-describedby={error ? `${id}-error` : undefined}
      />
      {error && <FieldError id={id} message={error} />}
    </>
  )
})

export function FieldError({ id, message }: { id: string; message: string }) {
  return (
    <span className="usa-error-message" id={`${id}-error`}>
      <span className="visually-hidden">Error: </span>
      {message}
    </span>
  )
}

type Field = Labelled & { id: string }

function FieldGroup({ children, ...field }: Field & { children: ReactNode }) {
  return (
    <div className={`usa-form-group${field.error ? ' usa-form-group--error' : ''}`}>
      <label className={`usa-label${field.error ? ' usa-label--error' : ''}`} htmlFor={field.id}>
        {field.label}
        {field.optional && <span className="usa-hint"> (optional)</span>}
      </label>
      {field.hint && (
        <div className="usa-hint" id={`${field.id}-hint`}>
          {field.hint}
        </div>
      )}
      {field.error && <FieldError id={field.id} message={field.error} />}
      {children}
      {field.origin && (
        <div className="field-origin" id={`${field.id}-origin`}>
          {field.origin}
        </div>
      )}
    </div>
  )
}

function splitField<Props extends Labelled>(props: Props) {
  const { name, id, label, hint, error, optional, origin, ...input } = props
  return [
    { name, id: id ?? name, label, hint, error, optional, origin } satisfies Field,
    input,
  ] as const
}

function wiring({ id, name, hint, error, origin }: Field) {
  const described = [hint && `${id}-hint`, error && `${id}-error`, origin && `${id}-origin`]
  return {
    id,
    name,
    'aria-invalid': error ? true : undefined,
    'aria-describedby': described.filter(Boolean).join(' ') || undefined,
  }
}

function inputClass({ error }: Field) {
  return `usa-input${error ? ' usa-input--error' : ''}`
}
