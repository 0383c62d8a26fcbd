import { once } from 'node:events'
import { type IncomingMessage, type ServerResponse, createServer, request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { knock } from './knock.ts'
import { freePort } from './server.ts'

/** Sends each request to one of the instances that say they are ready, in turn, as a load balancer of
 *  any agency does: it asks `/readyz` five times a second and sends nothing twice. */
export interface Balancer {
  origin: string
  /** Takes an instance in; what comes back takes it out again. */
  add(origin: string): () => void
  /** Waits until the instance is being sent work. */
  untilUsed(origin: string): Promise<void>
  close(): Promise<void>
}

export async function openBalancer(): Promise<Balancer> {
  const instances = new Map<string, { isReady: boolean }>()
  let turn = 0
  const pick = (): string | undefined => {
    const ready = [...instances].filter(([, { isReady }]) => isReady).map(([origin]) => origin)
    turn += 1
    return ready[turn % ready.length]
  }
  const port = await freePort()
  const server = createServer((asked, answer) => {
    const to = pick()
    if (to) passOn(asked, answer, to)
    else answer.writeHead(502).end()
  })
  server.listen(port)
  await once(server, 'listening')
  let isClosed = false
  const watching = (async () => {
    while (!isClosed) {
      for (const [origin, instance] of instances) {
        const answer = await knock(origin, '/readyz').catch(() => null)
        instance.isReady = answer?.status === 200
      }
      await pause(200)
    }
  })()
  return {
    origin: `http://localhost:${port}`,
    add(origin) {
      instances.set(origin, { isReady: false })
      return () => instances.delete(origin)
    },
    async untilUsed(origin) {
      while (instances.get(origin)?.isReady !== true) await pause(20)
    },
    async close() {
      isClosed = true
      await watching
      server.close()
      server.closeAllConnections()
    },
  }
}

function passOn(asked: IncomingMessage, answer: ServerResponse, to: string): void {
  const { hostname, port } = new URL(to)
  const { method, url: path, headers } = asked
  const passed = request({ hostname, port, method, path, headers, agent: false }, (heard) => {
    answer.writeHead(heard.statusCode ?? 502, heard.headers)
    heard.pipe(answer)
  })
  passed.on('error', () => {
    if (answer.headersSent) answer.destroy()
    else answer.writeHead(502).end()
  })
  asked.pipe(passed)
}
