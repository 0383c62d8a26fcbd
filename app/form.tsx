import { Form, useLocation, useNavigation, useSubmit } from '@remix-run/react'
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from 'react'
import type * as z from 'zod/mini'
import type { FieldErrors } from './domain/outcome.ts'
import { ErrorSummary } from './components/notices.tsx'
import type { Checks, Refused as RefusedByChecks } from './form_checks.ts'
import type { Reply } from './form.server.ts'
import type { Typed } from './form_fields.ts'
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
  /** What the form is checked by, or how to fetch it where a page would grow too heavy. */
  schema: S | (() => Promise<S>)
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
  const { checks, refused, fetchChecks } = useChecks(schema, element)
  const started = { ...values, ...reply?.typed }
  const shown = { ...reply?.errors, ...refused.errors }
  const prefix = props.id ? `${props.id}-` : ''
  useFocusOnRefusal(reply, refused.attempts, shown)

  const field = (name: string): FieldProps => {
    const { ref, onChange, onBlur } = checks?.register(name) ?? unchecked
    const value = started[name]
    return {
      id: prefix + name,
      name,
      // What is ticked is read from the form itself; registered, boxes would be set to what the first held.
      ref: (element) => (isChoice(element) ? undefined : ref(element)),
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
      onFocus={fetchChecks}
      onSubmit={(event) => {
        // Sent before the checks came: the action checks it anyway.
        if (!checks) return
        event.preventDefault()
        const submitter = (event.nativeEvent as SubmitEvent).submitter
        const target = submitter instanceof HTMLButtonElement ? submitter : event.currentTarget
        const send = () => submit(target, action ? { method: 'post', action } : undefined)
        void checks.handleSubmit(send)(event)
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

const isChoice = (element: HTMLElement | null) =>
  element instanceof HTMLInputElement && ['checkbox', 'radio'].includes(element.type)

const unchecked = {
  ref: () => undefined,
  onChange: () => Promise.resolve(),
  onBlur: () => Promise.resolve(),
} satisfies Pick<FieldProps, 'ref' | 'onChange' | 'onBlur'>

/** The browser's own checks, fetched when somebody first enters the form: no page waits for them. */
function useChecks<S extends z.ZodMiniType>(
  schema: S | (() => Promise<S>),
  element: { current: HTMLFormElement | null },
) {
  const [checks, setChecks] = useState<Checks | null>(null)
  const [refused, setRefused] = useState<RefusedByChecks>({ errors: {}, attempts: 0 })
  const latest = useRef(schema)
  const isAsked = useRef(false)
  useEffect(() => {
    latest.current = schema
  }, [schema])
  useEffect(() => () => checks?.end(), [checks])

  const schemaNow = async () => {
    const { current } = latest
    return typeof current === 'function' ? current() : current
  }
  const fetchChecks = async () => {
    if (isAsked.current) return
    isAsked.current = true
    try {
      const [{ startChecks }] = await Promise.all([import('./form_checks.ts'), schemaNow()])
      if (element.current) setChecks(startChecks(element.current, schemaNow, setRefused))
    } catch {
      // Not fetched: the next entry asks again, and the action checks in any case.
      isAsked.current = false
    }
  }
  return { checks, refused, fetchChecks: () => void fetchChecks() }
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

/** What an action says of a form that it refused. */
export type Refused = Pick<Reply, 'errors'>

/** Why what was sent is refused, on top of a page whose forms show no summary of their own. */
export function RefusalSummary({ reply }: { reply?: Refused | undefined }) {
  const errors = reply?.errors ?? {}
  useFocusOnRefusal(reply, 0, errors)
  return <ErrorSummary errors={Object.entries(errors).map(([id, message]) => ({ id, message }))} />
}

/** Leads to the summary of a refusal, as often as there is one. */
function useFocusOnRefusal(reply: Refused | undefined, attempts: number, shown: FieldErrors): void {
  const isRefused = Object.keys(shown).length > 0
  useEffect(() => {
    if (!isRefused) return
    document.getElementById('error-summary')?.focus()
    if (!document.title.startsWith('Error: ')) document.title = `Error: ${document.title}`
    // Each attempt moves the focus again, even to the same errors.
  }, [reply, attempts, isRefused])
}
