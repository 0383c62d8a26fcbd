import { type FieldErrors as FormErrors, createFormControl } from 'react-hook-form'
import type * as z from 'zod/mini'
import type { FieldErrors } from './domain/outcome.ts'
import { nested, readTyped } from './form_fields.ts'

export interface Refused {
  errors: FieldErrors
  /** How often somebody tried to send the form. */
  attempts: number
}

/** Checks a form in the browser by the schema its action reads: at each attempt to send it, and from
 *  then on at each change. Fetched when somebody first enters a form; the page stands without it. */
export function startChecks(
  form: HTMLFormElement,
  schema: () => Promise<z.ZodMiniType>,
  show: (refused: Refused) => void,
) {
  // No default values: what the fields hold is the state, and somebody may have typed already.
  const { register, handleSubmit, subscribe } = createFormControl({
    shouldFocusError: false,
    resolver: async () => check(await schema(), form),
  })
  const end = subscribe({
    formState: { errors: true },
    callback: ({ errors = {}, submitCount = 0 }) =>
      show({ errors: sentences(errors), attempts: submitCount }),
  })
  return { register, handleSubmit, end }
}

export type Checks = ReturnType<typeof startChecks>

function check(schema: z.ZodMiniType, form: HTMLFormElement) {
  const { typed } = readTyped(new FormData(form))
  const parsed = schema.safeParse(nested(typed))
  if (parsed.success) return { values: typed, errors: {} }
  const errors: FormErrors = {}
  for (const issue of parsed.error.issues) {
    const name = issue.path.map(String).join('.') || 'form'
    errors[name] ??= { type: 'schema', message: issue.message }
  }
  return { values: {}, errors }
}

function sentences(errors: FormErrors): FieldErrors {
  return Object.fromEntries(
    Object.entries(errors).flatMap(([name, error]) =>
      typeof error?.message === 'string' ? [[name, error.message]] : [],
    ),
  )
}
