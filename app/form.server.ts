import type * as z from 'zod/mini'
import type { FieldErrors } from '#app/domain/outcome.ts'
import { type WriteKey, writeKey } from '#db/write.ts'
import { type Typed, nested, readTyped } from './form_fields.ts'

/** The answer to a form that could not be stored: what was typed and the sentence for each field. */
export interface Reply {
  typed: Typed
  errors: FieldErrors
}

export interface GoodForm<D> {
  ok: true
  data: D
  typed: Typed
  /** Makes the write safe to send twice. */
  key: WriteKey
  /** The record's version the page was made from; 0 where there is none yet. */
  version: number
}

const secret = /password/i

/** Reads a posted form by its schema: the typed values, or the reply that a 422 shows. */
export async function readForm<S extends z.ZodMiniType>(
  request: Request,
  schema: S,
): Promise<GoodForm<z.output<S>> | ({ ok: false } & Reply)> {
  const posted = await readBody(request)
  if (!posted) {
    return {
      ok: false,
      typed: {},
      errors: { form: 'The form did not arrive whole. Send it again.' },
    }
  }
  const { typed: fields, own } = posted
  const typed = Object.fromEntries(
    Object.entries(fields).map(([name, value]) => [name, secret.test(name) ? '' : value]),
  )
  const key = own['idempotencyKey'] ?? request.headers.get('idempotency-key') ?? ''
  const version = Number(own['version'] ?? 0)
  if (!/^[\w-]{8,100}$/.test(key) || !Number.isSafeInteger(version)) {
    return {
      ok: false,
      typed,
      errors: { form: 'This form is incomplete. Reload the page and send it again.' },
    }
  }
  const parsed = schema.safeParse(nested(fields))
  if (!parsed.success) return { ok: false, typed, errors: fieldErrors(parsed.error.issues) }
  const what = [new URL(request.url).pathname.replace(/\.data$/, ''), fields]
  return { ok: true, data: parsed.data, typed, key: writeKey(key, what), version }
}

/** A person meets what our schemas say; what they leave to zod can only be a form that was tampered
 *  with, or a page older than this code. */
function sentenceOf({ code, message }: z.core.$ZodIssue): string {
  if (code === 'unrecognized_keys') {
    return 'This form has fields that do not belong to it. Reload the page and send it again.'
  }
  return message === 'Invalid input'
    ? 'This form has an answer that none of its choices gives. Reload the page and send it again.'
    : message
}

async function readBody(request: Request) {
  try {
    return readTyped(await request.formData())
  } catch {
    return null
  }
}

function fieldErrors(issues: readonly z.core.$ZodIssue[]): FieldErrors {
  const errors: FieldErrors = {}
  for (const issue of issues) {
    const field = issue.path.map(String).join('.') || 'form'
    errors[field] ??= sentenceOf(issue)
  }
  return errors
}
