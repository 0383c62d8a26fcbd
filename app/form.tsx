import { Form, useLocation, useNavigation, useSubmit } from '@remix-run/react'
import { type ReactNode, useEffect, useId, useMemo, useRef } from 'react'
import { type FieldErrors as FormErrors, useForm } from 'react-hook-form'
import type * as z from 'zod/mini'
import type { FieldErrors } from './domain/outcome.ts'
import { ErrorSummary } from './components/notices.tsx'
import type { Reply } from './form.server.ts'
import { type Typed, nested, readTyped } from './form_fields.ts'
import { useDocumentRequest } from './request.tsx'

/** What a field component needs to be part of a form; spread it: `<TextField {...field('email')} />`. */
export interface FieldProps {
  id: string
  name: string
  error?: string
  defaultValue?: string
  ref: (element: HTMLElement | null) => void
  onChange: (event: { target: unknown; type?: unknown }) => Promise<void | boolean>
  onBlur: (event: { target: unknown; type?: unknown }) => Promise<void | boolean>
}

/** A plain form post that the browser checks first by the same schema the action reads. It carries
 *  its idempotency key and, where there is one, the version of the record it was made from. */
export function SchemaForm<S extends z.ZodMiniType>(props: {
  schema: S
  /** The action's answer to what was sent, if it was refused. */
  reply?: Reply | undefined
  /** What the fields hold at first. */
  values?: Typed
  version?: number
  /** Where to post, if not to this page. */
  action?: string
  id?: string
  children: (field: (name: string) => FieldProps) => ReactNode
}) {
  const { schema, reply, values = {}, version, action, children } = props
  const submit = useSubmit()
  const navigation = useNavigation()
  const element = useRef<HTMLFormElement>(null)
  const started = { ...values, ...reply?.typed }
  const { register, handleSubmit, formState } = useForm({
    defaultValues: started,
    shouldFocusError: false,
    resolver: () => check(schema, element.current),
  })
  const shown = { ...reply?.errors, ...sentences(formState.errors) }
  const prefix = props.id ? `${props.id}-` : ''
  useFocusOnRefusal(reply, formState.submitCount, shown)

  const field = (name: string): FieldProps => {
    const { ref, onChange, onBlur } = register(name)
    const value = started[name]
    return {
      id: prefix + name,
      name,
      ref,
      onChange,
      onBlur,
      ...(shown[name] ? { error: shown[name] } : {}),
      ...(typeof value === 'string' ? { defaultValue: value } : {}),
    }
  }

  return (
    <Form
      ref={element}
      id={props.id}
      method="post"
      action={action}
      noValidate
      aria-busy={navigation.state !== 'idle'}
      onSubmit={(event) => {
        event.preventDefault()
        const submitter = (event.nativeEvent as SubmitEvent).submitter
        const target = submitter instanceof HTMLButtonElement ? submitter : event.currentTarget
        void handleSubmit(() => submit(target, action ? { method: 'post', action } : undefined))(
          event,
        )
      }}
    >
      <ErrorSummary
        errors={Object.entries(shown).map(([name, message]) => ({ id: prefix + name, message }))}
      />
      <WriteFields version={version} />
      {children(field)}
    </Form>
  )
}

/** The hidden fields every posted form carries; also for a form of nothing but a button. */
export function WriteFields({ version }: { version?: number | undefined }) {
  return (
    <>
      <input type="hidden" name="idempotencyKey" value={useWriteKey()} />
      {version !== undefined && <input type="hidden" name="version" value={version} />}
    </>
  )
}

/** A key for each time a form is shown: the document's own at first, a new one after each navigation. */
function useWriteKey(): string {
  const { reference } = useDocumentRequest()
  const { key } = useLocation()
  const id = useId().replaceAll(/\W/g, '')
  return useMemo(
    () => (key === 'default' ? `${reference}-${id}` : crypto.randomUUID()),
    [key, reference, id],
  )
}

/** Whether a submission of this page is on its way, for a button's words. */
export function useIsSending(): boolean {
  return useNavigation().state === 'submitting'
}

function useFocusOnRefusal(reply: Reply | undefined, attempts: number, shown: FieldErrors): void {
  const isRefused = Object.keys(shown).length > 0
  useEffect(() => {
    if (!isRefused) return
    document.getElementById('error-summary')?.focus()
    if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`
    // Each attempt moves the focus again, even to the same errors.
  }, [reply, attempts, isRefused])
}

function check(schema: z.ZodMiniType, form: HTMLFormElement | null) {
  const typed = form ? readTyped(new FormData(form)).typed : {}
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
