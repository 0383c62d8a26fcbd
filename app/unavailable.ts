import type { ServerResponse } from 'node:http'

const retrySeconds = 5

/** Makes the server's own failure a 503 with `Retry-After` when `isUnavailable` says at the last moment
 *  that the database could not be asked: pages, data and downloads alike. */
export function tellUnavailable(response: ServerResponse, isUnavailable: () => boolean): void {
  const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse
  response.writeHead = (...given: unknown[]) => {
    if (response.statusCode < 500 || !isUnavailable()) return writeHead(...given)
    response.statusCode = 503
    response.statusMessage = 'Service Unavailable'
    response.setHeader('retry-after', String(retrySeconds))
    return writeHead(503)
  }
}
