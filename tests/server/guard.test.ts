import type { OutgoingHttpHeaders } from 'node:http'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { formBody, formType, knock, patterns, signInAt } from '#tests/setup/knock.ts'
import { rawRequest, sendRaw } from '#tests/setup/raw.ts'

const origin = inject('origin')
const { host, port } = new URL(origin)
// Nobody else signs in as him, so that what happened to his account is what happened here.
const walt = 'walt.pruitt@harbortrades.example.org'
const admin = 'alex.romero@seti.example.org'

/** How a page of another site, or a program without a browser's manners, could send a form. */
const strangers: Record<string, OutgoingHttpHeaders> = {
  'no origin': {},
  'the null origin': { origin: 'null' },
  'an empty origin': { origin: '' },
  'a foreign origin': { origin: 'https://attacker.example.com' },
  'a sibling origin': { origin: `http://sub.localhost:${port}` },
  'another port of this host': { origin: 'http://localhost:1' },
  'this host by another scheme': { origin: `https://${host}` },
  'this origin with a path': { origin: `${origin}/` },
  'a spoofed host': {
    host: 'attacker.example.com',
    origin: 'http://attacker.example.com',
    'x-forwarded-host': 'attacker.example.com',
    'x-forwarded-proto': 'http',
    forwarded: 'host=attacker.example.com',
  },
  'a browser that says cross-site': { origin, 'sec-fetch-site': 'cross-site' },
  'a browser that says same-site': { origin, 'sec-fetch-site': 'same-site' },
  'a browser that was told by nobody': { 'sec-fetch-site': 'none' },
  'a foreign origin that claims same-origin': {
    origin: 'https://attacker.example.com',
    'sec-fetch-site': 'same-origin',
  },
}

/** Other ways to reach an action than its page's own address. */
const ways: Record<string, (address: string) => string> = {
  'its address': (address) => address,
  'the old data query': (address) => `${address}?_data=routes%2Fmissing`,
  'the index query': (address) => `${address}?index`,
  'its data address': (address) => (address === '/' ? '/_root.data' : `${address}.data`),
}

const addresses = patterns.map((pattern) =>
  pattern.replaceAll(/:\w+/g, '1').replace('*', 'nowhere'),
)

let cookie: string
let adminCookie: string
let before: string

beforeAll(async () => {
  cookie = await signInAt(origin, walt)
  adminCookie = await signInAt(origin, admin)
  before = await accountEvents()
})

describe.each(Object.entries(strangers))('a form from %s', (_from, headers) => {
  test.each(Object.entries(ways))('is refused at every address by %s', async (_way, reach) => {
    const told = new Set<string>()
    for (const address of addresses) {
      const { status, body } = await knock(origin, reach(address), {
        method: 'POST',
        headers: { ...formType, host, cookie, ...headers },
        body: formBody(),
      })
      told.add(`${status} ${body}`)
    }
    expect([...told]).toEqual(['403 This form was not sent from this site.\n'])
  })

  test('is refused as plain text, JSON and files too', async () => {
    for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=x']) {
      const { status } = await knock(origin, '/sign-out', {
        method: 'POST',
        headers: { host, cookie, 'content-type': type, ...headers },
        body: formBody(),
      })
      expect(status).toBe(403)
    }
  })
})

test.each(['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'])(
  '%s is not taken anywhere, wherever it comes from',
  async (method) => {
    const told = new Set<number>()
    for (const address of addresses) {
      const { status } = await knock(origin, address, {
        method,
        headers: { host, cookie, origin },
      })
      told.add(status)
    }
    expect([...told]).toEqual([405])
  },
)

test.each([
  ['*', 'the server as a whole'],
  ['http://attacker.example.com/today', 'a page of another host'],
  ['http://localhost:1/today', 'a page by its whole address'],
  ['//attacker.example.com/today', 'a host where a path belongs'],
  ['/%zz', 'what nobody wrote'],
])('asked for %s, %s, it says that it cannot read that', async (target) => {
  const asked = rawRequest('GET', target, [['host', host]], Buffer.alloc(0))
  const { status, body } = await sendRaw(Number(port), asked)
  expect([status, body]).toEqual([400, 'This address cannot be read.\n'])
})

test('none of it changed anything: the session stands, and nothing happened to the account', async () => {
  const { status } = await knock(origin, '/today', { headers: { host, cookie } })
  expect(status).toBe(200)
  expect(await accountEvents()).toBe(before)
})

test('a form of our own passes, so that refusal means something', async () => {
  const own = { ...formType, host, cookie }
  const send = async (headers: OutgoingHttpHeaders) =>
    (
      await knock(origin, '/sign-in', {
        method: 'POST',
        headers: { ...own, ...headers },
        body: formBody(),
      })
    ).status
  expect(await send({ origin })).toBe(422)
  expect(await send({ origin, 'sec-fetch-site': 'same-origin' })).toBe(422)
  expect(await send({ 'sec-fetch-site': 'same-origin' })).toBe(422)
})

test('a body past its limit is refused, with its length said or not', async () => {
  const headers = { ...formType, host, cookie, origin }
  const body = `a=${'x'.repeat(3 * 1024 * 1024)}`
  const said = await knock(origin, '/sign-in', { method: 'POST', headers, body }).catch(String)
  expect(typeof said === 'string' || said.status === 413).toBe(true)
  const { status } = await knock(origin, '/livez')
  expect(status).toBe(200)
})

/** What an administrator reads of his account: its state, and each time something happened to it. */
async function accountEvents(): Promise<string> {
  const read = async (path: string) =>
    (await knock(origin, path, { headers: { host, cookie: adminCookie } })).body
  const [address = ''] = /\/people\/\d+(?=")/.exec(await read('/people?q=Walt')) ?? []
  const main = /<main[\s\S]*<\/main>/.exec(await read(address))?.[0] ?? ''
  if (!main.includes('Walt Pruitt')) throw new Error(`${address} is not his page`)
  return main
}
