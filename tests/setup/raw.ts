import { connect } from 'node:net'

/** What came back for bytes sent as they are: 0 where the connection ended without an answer. */
export interface RawAnswer {
  status: number
  head: string
  body: string
}

const patience = 30_000

/** Sends exactly these bytes on a connection of their own and reads until it is closed. Throws when no
 *  end comes in time. */
export function sendRaw(port: number, bytes: Buffer): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, 'localhost')
    const chunks: Buffer[] = []
    const limit = setTimeout(() => {
      socket.destroy()
      reject(new Error(`No answer within ${patience / 1000} s`))
    }, patience)
    socket.on('data', (chunk: Buffer) => chunks.push(chunk))
    // A server that has answered may close while we still send.
    socket.on('error', () => undefined)
    socket.once('close', () => {
      clearTimeout(limit)
      const text = Buffer.concat(chunks).toString('utf8')
      const end = text.indexOf('\r\n\r\n')
      const head = end < 0 ? text : text.slice(0, end)
      const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1] ?? 0)
      resolve({ status, head, body: end < 0 ? '' : text.slice(end + 4) })
    })
    // Not ended: a server may take half a connection for none.
    socket.write(bytes)
  })
}

/** A request's bytes; header names and values are written as given, one byte a character. */
export function rawRequest(
  method: string,
  target: string,
  headers: readonly (readonly [name: string, value: string])[],
  body: Buffer,
): Buffer {
  const lines = [
    `${method} ${target} HTTP/1.1`,
    ...headers.map(([name, value]) => `${name}: ${value}`),
    'connection: close',
    ...(body.length > 0 ? [`content-length: ${body.length}`] : []),
  ]
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), body])
}
