import { data } from '@remix-run/node'
import { Conflict, type FieldErrors, Refusal } from '#app/domain/outcome.ts'
import type { GoodForm, Reply } from './form.server.ts'

/** What the error boundary reads of the outcomes that are not pages. */
export type Outcome =
  | { outcome: 'missing' }
  | { outcome: 'forbidden' }
  | {
      outcome: 'conflict'
      what: string
      who: string | null
      at: string | null
      typed: Reply['typed']
    }

/** The row, or 404: what one may not see does not exist. */
export function found<T>(row: T | null | undefined): T {
  if (row === null || row === undefined) throw missing()
  return row
}

/** The id an address holds, or 404 for a text that cannot be one. */
export function foundId(text: string | undefined): number {
  return found(/^[1-9]\d{0,14}$/.test(text ?? '') ? Number(text) : null)
}

export function missing() {
  return data({ outcome: 'missing' } satisfies Outcome, { status: 404 })
}

/** Bytes to be saved under a plain name, never to be shown as a page of this site. */
export function download(
  body: Uint8Array | string | ReadableStream<Uint8Array>,
  type: string,
  name: string,
): Response {
  return new Response(body instanceof Uint8Array ? new Uint8Array(body) : body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    },
  })
}

/** Runs a write for a form: its result, or the 422 that shows what was typed and why it failed.
 *  Being overtaken leaves the page: 409 says who was faster and keeps what was typed. */
export async function attempt<D, T>(
  form: GoodForm<D>,
  work: () => Promise<T>,
): Promise<{ ok: true; result: T } | { ok: false; reply: ReturnType<typeof refused> }> {
  try {
    return { ok: true, result: await work() }
  } catch (error) {
    if (error instanceof Refusal) {
      return { ok: false, reply: refused({ typed: form.typed, errors: error.errors }) }
    }
    if (error instanceof Conflict) {
      const { what, who, at } = error
      const outcome: Outcome = { outcome: 'conflict', what, who, at, typed: form.typed }
      throw data(outcome, { status: 409 })
    }
    throw error
  }
}

/** 409 for what cannot be done where the record stands now. */
export function conflict(what: string) {
  const outcome: Outcome = { outcome: 'conflict', what, who: null, at: null, typed: {} }
  return data(outcome, { status: 409 })
}

/** 422 with the form as it was sent. */
export function refused(reply: { typed: Reply['typed']; errors: FieldErrors }) {
  return data({ typed: reply.typed, errors: reply.errors } satisfies Reply, { status: 422 })
}
