import type { IncomingHttpHeaders } from 'node:http'
import type { RequestHandler } from 'express'

const safeMethods = ['GET', 'HEAD']
const largestBody = 2 * 1024 * 1024
const unreadable = 'This address cannot be read.'

/** Pages that take a file answer by themselves when it is too large, naming their limit; this is only how
 *  much of one is listened to. */
const largestFile = 64 * 1024 * 1024
const fileTooLarge =
  'This file is too large to send: figures may have 10 MB, supporting files and drafts 20 MB.'
const takesFile =
  /^\/(?:reports\/[^/?]+\/(?:upload|files\/[^/?]+)|studies\/[^/?]+\/(?:deliverables\/[^/?]+\/drafts|agreements\/\d+\/file)|awards\/[^/?]+\/(?:visits\/\d+\/findings\/\d+|corrections\/\d+)\/file)(?:\.data)?(?:\?|$)/

/** Stands before every page. An unsafe request must say that it comes from this origin, whatever
 *  route or query it uses; what no page could read is refused here, in one line of plain text. */
export function guard(origin: string): RequestHandler {
  const origins = namesOf(origin)
  return (request, response, next) => {
    const refuse = (status: number, line: string) => {
      response.status(status).type('text/plain').send(`${line}\n`)
    }
    if (!isReadable(request.url)) return refuse(400, unreadable)
    request.url = request.originalUrl = withoutNul(request.url)
    nameHost(request.headers, origin, origins)
    if (safeMethods.includes(request.method)) {
      return asksForOldData(request.url) ? refuse(400, unreadable) : next()
    }
    if (request.method !== 'POST') {
      response.setHeader('allow', 'GET, HEAD, POST')
      return refuse(405, 'This method is not used here.')
    }
    if (!isOwn(request.headers['sec-fetch-site'], request.headers.origin, origins)) {
      return refuse(403, 'This form was not sent from this site.')
    }
    if (asksForOldData(request.url)) return refuse(400, unreadable)
    const isFile =
      takesFile.test(request.url) &&
      request.headers['content-type']?.startsWith('multipart/form-data')
    const most = isFile ? largestFile : largestBody
    if (Number(request.headers['content-length'] ?? 0) > most) {
      return refuse(413, isFile ? fileTooLarge : 'This is too large to send: 2 MB at most.')
    }
    let received = 0
    request.on('data', (chunk: Buffer) => {
      received += chunk.length
      if (received > most) request.destroy()
    })
    request.pause()
    next()
  }
}

/** Whatever host a request was sent to, the app is served at its own origin: nothing behind the guard
 *  reads an address that the sender made up. */
function nameHost(headers: IncomingHttpHeaders, origin: string, origins: readonly string[]): void {
  const from = headers.origin
  headers.host = new URL(from !== undefined && origins.includes(from) ? from : origin).host
  delete headers['x-forwarded-host']
}

/** `Sec-Fetch-Site` is set by the browser and cannot be forged by a page; older ones send `Origin`. */
export function isOwn(
  site: string | string[] | undefined,
  from: string | undefined,
  origins: readonly string[],
): boolean {
  if (from !== undefined && !origins.includes(from)) return false
  return site === undefined ? from !== undefined : site === 'same-origin'
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]']

/** A machine has three names for itself; whoever serves one of them serves all. */
export function namesOf(origin: string): string[] {
  const url = new URL(origin)
  if (!loopbackNames.includes(url.hostname)) return [origin]
  const port = url.port ? `:${url.port}` : ''
  return loopbackNames.map((name) => `${url.protocol}//${name}${port}`)
}

/** Only as clients write it to a server: a path of its own, not the whole address that a proxy is asked for. */
function isReadable(url: string): boolean {
  if (!url.startsWith('/')) return false
  try {
    const path = decodeURIComponent(url.split('?')[0] ?? '')
    return url.length <= 8192 && !namesHost(path)
  } catch {
    return false
  }
}

/** Whether a reader of addresses would take what follows for a host: two strokes of either kind, with
 *  the tabs and line ends that such a reader skips. */
function namesHost(path: string): boolean {
  return /^[/\\]{2}/.test(path.replaceAll(/[\t\r\n]/g, ''))
}

/** Remix still answers a query that its pages stopped using, by rules of its own. */
function asksForOldData(url: string): boolean {
  return new URL(url, 'http://localhost').searchParams.has('_data')
}

/** PostgreSQL's text holds every character but NUL; in an address it can only be nonsense. */
function withoutNul(url: string): string {
  return url.replace(/%00/g, '%EF%BF%BD')
}
