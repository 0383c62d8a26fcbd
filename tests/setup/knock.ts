import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type IncomingMessage, type OutgoingHttpHeaders, request } from 'node:http'
import { type CastEmail, castPassword } from '#db/cast/people.ts'
import routes from '#app/routes.ts'

/** Every address the app has, its parameters unfilled. */
export const patterns = routes.map(({ path = '' }) => `/${path.replace(/^\//, '')}`)

export interface Heard {
  status: number
  headers: IncomingMessage['headers']
  body: string
}

/** A request exactly as given: no header is added, checked or corrected, as `fetch` would. */
export async function knock(
  origin: string,
  path: string,
  given: { method?: string; headers?: OutgoingHttpHeaders; body?: string | Buffer } = {},
): Promise<Heard> {
  const { hostname, port } = new URL(origin)
  const { method = 'GET', headers = {}, body } = given
  const length = body === undefined ? {} : { 'content-length': Buffer.byteLength(body) }
  const sent = request({ hostname, port, path, method, headers: { ...length, ...headers } })
  sent.end(body)
  const [answer] = (await once(sent, 'response')) as [IncomingMessage]
  const chunks: Buffer[] = []
  for await (const chunk of answer) chunks.push(chunk as Buffer)
  const text = Buffer.concat(chunks).toString()
  return { status: answer.statusCode ?? 0, headers: answer.headers, body: text }
}

export function formBody(fields: Record<string, string> = {}): string {
  return new URLSearchParams({ idempotencyKey: randomUUID(), ...fields }).toString()
}

export const formType = { 'content-type': 'application/x-www-form-urlencoded' }

/** Signs somebody of the cast in; what comes back is the cookie to send. */
export async function signInAt(origin: string, email: CastEmail): Promise<string> {
  const { headers, status } = await knock(origin, '/sign-in', {
    method: 'POST',
    headers: { ...formType, origin },
    body: formBody({ email, password: castPassword }),
  })
  const cookie = headers['set-cookie']?.[0]?.split(';')[0]
  if (status !== 302 || !cookie) throw new Error(`${email} could not sign in: ${status}`)
  return cookie
}
