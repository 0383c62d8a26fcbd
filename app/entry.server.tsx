import { PassThrough } from 'node:stream'
import type { EntryContext } from '@remix-run/node'
import { RemixServer, isRouteErrorResponse } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { isUnreachable } from '#db/unreachable.ts'
import { logError } from './log.server.ts'
import { DocumentRequestProvider } from './request.tsx'
import { requestScope } from './request.server.ts'

export { boot } from './boot.server.ts'
export { logRequest } from './log.server.ts'
export { withRequest } from './request.server.ts'

/** The whole document in one buffer: nothing here defers, and one write is the cheapest. */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remixContext: EntryContext,
): Promise<Response> {
  const scope = requestScope()
  if (scope.download && status === 200) return scope.download()
  headers.set('content-type', 'text/html; charset=utf-8')
  const html = await render(
    <DocumentRequestProvider
      value={{
        reference: scope.id,
        isRefused: status === 422,
        isUnavailable: scope.isUnavailable === true,
        nonce: scope.nonce,
      }}
    >
      <RemixServer context={remixContext} url={request.url} nonce={scope.nonce} />
    </DocumentRequestProvider>,
  )
  // strict-dynamic trusts no address, so each preload needs the nonce as well.
  const body = html.replaceAll(
    '<link rel="modulepreload"',
    `<link nonce="${scope.nonce}" rel="modulepreload"`,
  )
  return new Response(body, { status, headers })
}

function render(document: React.ReactElement): Promise<string> {
  return new Promise((resolve, reject) => {
    const { pipe, abort } = renderToPipeableStream(document, {
      onAllReady() {
        clearTimeout(limit)
        const chunks: Buffer[] = []
        const stream = new PassThrough()
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => resolve(Buffer.concat(chunks).toString('utf8')))
        stream.on('error', reject)
        pipe(stream)
      },
      onShellError: reject,
      onError: (error) => logError(requestScope().id, error),
    })
    const limit = setTimeout(abort, 5000)
  })
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  // Not found and not taken are answers, not faults.
  if (isRouteErrorResponse(error) && error.status < 500) return
  if (isUnreachable(error)) requestScope().isUnavailable = true
  if (!request.signal.aborted) logError(requestScope().id, error)
}
