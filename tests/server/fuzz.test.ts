import { afterAll, beforeAll, expect, test } from 'vitest'
import { castPeople } from '#db/cast/people.ts'
import { verifyAudit } from '#db/audit.ts'
import { closeDatabase, db } from '#db/index.ts'
import { cookieOf } from '#tests/setup/as.ts'
import { type Field, bodyOf, carelesslyEncoded, hostileTexts, pick } from '#tests/setup/hostile.ts'
import { patterns } from '#tests/setup/knock.ts'
import { rawRequest, sendRaw } from '#tests/setup/raw.ts'
import { type RunningServer, removeDataDir, startServer } from '#tests/setup/server.ts'
import { figure, randomFrom, seed, size } from '#tests/setup/size.ts'
import { playedDataDir } from '#tests/setup/stage.ts'

/** Nonsense of every kind from everybody at every address: each gets an answer that is not the
 *  server's fault, and nothing that was stored is harmed. */
const atOnce = 8
const random = randomFrom(seed)
const chance = (share: number) => random() < share

let server: RunningServer
let known: Record<string, readonly string[]>

beforeAll(async () => {
  server = await startServer({ dataDir: playedDataDir() })
  process.env['DATA_DIR'] = server.dataDir
  known = await listKnown()
})

afterAll(async () => {
  await closeDatabase()
  await server.stop()
  removeDataDir(server.dataDir)
})

interface Shot {
  method: string
  target: string
  headers: Field[]
  body: Buffer
  as: string
}

/** Forms that pages showed, to be sent back bent. */
const forms: { address: string; as: string; fields: Field[] }[] = []

test(
  `nonsense never makes the server fail (seed ${seed})`,
  async () => {
    const process = server.process.pid
    const wanted = size(10_000, 500)
    const statuses = new Map<number, number>()
    const failures: string[] = []
    let sent = 0
    const shoot = async () => {
      while (sent < wanted) {
        sent += 1
        const shot = await makeShot(sent)
        const bytes = rawRequest(shot.method, shot.target, shot.headers, shot.body)
        const { status, head, body } = await sendRaw(Number(new URL(server.origin).port), bytes)
        statuses.set(status, (statuses.get(status) ?? 0) + 1)
        if (status < 200 || status >= 500) {
          failures.push(`${status} for ${shot.as}: ${bytes.toString().slice(0, 1500)}\n${head}`)
        }
        if (status === 200 && shot.method === 'GET') keepForms(shot, body)
      }
    }
    await Promise.all(Array.from({ length: atOnce }, shoot))
    const faults = server
      .output()
      .split('\n')
      .filter((line) => /unhandled|"level":[56]0/i.test(line))
    expect(faults).toEqual([])
    expect(failures.slice(0, 5)).toEqual([])
    expect([server.process.pid, server.process.exitCode]).toEqual([process, null])
    expect((await fetch(`${server.origin}/readyz`)).status).toBe(200)
    expect(await verifyAudit(db, [])).toMatchObject({ broken: null })
    // Enough of it was understood to be refused for what it said, or done.
    for (const status of [200, 302, 400, 403, 404, 422]) {
      expect(statuses.get(status), `answers of ${status}`).toBeGreaterThan(0)
    }
    const counts = [...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, count]) => `${status} × ${count}`)
    figure('fuzz', `${sent} requests, 0 answers of 5xx (${counts.join(', ')}), seed ${seed}`)
  },
  size(1_200_000, 120_000),
)

async function makeShot(number: number): Promise<Shot> {
  const isPost = chance(0.55)
  const form = isPost && forms.length > 0 && chance(0.75) ? pick(forms, random) : null
  const as = form && chance(0.9) ? form.as : chance(0.1) ? 'nobody' : pick(castPeople, random).email
  // The first visits are in good order, so that there are forms to bend.
  const isPlain = !isPost && (number < 150 || chance(0.4))
  const address = form?.address ?? fill(pick(patterns, random), isPlain ? 0 : 0.4)
  const fields = isPost ? bend(form?.fields ?? []) : []
  const { type, body } = bodyOf(fields, random)
  const headers: Field[] = [
    ['host', chance(0.97) ? new URL(server.origin).host : oneLine(pick(hostileTexts, random))],
    ...(chance(0.97) ? ([['cookie', await cookies(as)]] as Field[]) : []),
    ...(chance(0.95) ? ([['origin', server.origin]] as Field[]) : []),
    ...(isPost && type !== null ? ([['content-type', type]] as Field[]) : []),
    ...(isPlain ? [] : oddHeaders()),
  ]
  const method = isPost ? 'POST' : pick(['GET', 'GET', 'GET', 'GET', 'HEAD'], random)
  return {
    method,
    target:
      (isPlain || chance(0.98) ? '' : pick(['*', 'http:', server.origin], random)) +
      address +
      (isPlain ? '' : query()),
    headers,
    body: isPost ? body : Buffer.alloc(0),
    as,
  }
}

/** A pattern with its parameters filled, `wrong` of them with what cannot be meant. */
function fill(pattern: string, wrong: number): string {
  const room = pattern.split('/')[1] ?? ''
  const filled = pattern.replaceAll(/:(\w+)|\*/g, (_whole, name: string | undefined) => {
    const given = known[`${room}.${name}`] ?? known[name ?? ''] ?? []
    if (given.length > 0 && !chance(wrong)) return encodeURIComponent(pick(given, random))
    return carelesslyEncoded(pick(hostileTexts, random), random).slice(0, chance(0.05) ? 9000 : 300)
  })
  return chance(wrong / 4) ? `${filled === '/' ? '/_root' : filled}.data` : filled
}

const asked = ['q', 'page', 'sort', 'stream', 'state', 'status', 'show', 'from', 'to', 'done']
const alsoAsked = [
  'columns',
  'year',
  'index',
  '_data',
  '_routes',
  'kind',
  'due',
  'agency',
  'notice',
]

function query(): string {
  if (chance(0.4)) return ''
  const pairs = Array.from({ length: 1 + Math.floor(random() * 4) }, () => {
    const name = chance(0.9)
      ? pick([...asked, ...alsoAsked], random)
      : carelesslyEncoded(pick(hostileTexts, random).slice(0, 200), random)
    return `${name}=${carelesslyEncoded(pick(hostileTexts, random).slice(0, 500), random)}`
  })
  return `?${pairs.join('&')}`
}

/** What a form was shown with: fields kept, changed, dropped, doubled and added. */
function bend(fields: readonly Field[]): Field[] {
  const kept = fields.flatMap(([name, value]): Field[] => {
    if (/Key|version|seen/.test(name) && chance(0.95)) return [[name, value]]
    const luck = random()
    if (luck < 0.45) return [[name, value || pick(['Some words', '12', 'yes', '2026'], random)]]
    if (luck < 0.8) return [[name, pick(hostileTexts, random)]]
    if (luck < 0.9) return []
    return [
      [name, value],
      [name, pick(hostileTexts, random)],
    ]
  })
  if (!kept.some(([name]) => name === 'idempotencyKey') && chance(0.9)) {
    kept.push(['idempotencyKey', crypto.randomUUID()])
  }
  if (chance(0.15)) kept.push([pick(['__proto__', 'a.b', 'a.b.c', 'x[]', '', '.'], random), '1'])
  if (chance(0.1)) kept.push([pick(hostileTexts, random), pick(hostileTexts, random)])
  return kept
}

function oddHeaders(): Field[] {
  const odd: Field[] = [
    ['accept-language', oneLine(pick(hostileTexts, random)).slice(0, 2000)],
    ['accept', '*/*;q=NaN'],
    ['accept-encoding', pick(['gzip', 'br', 'x', 'gzip;q=0', 'deflate'], random)],
    ['x-forwarded-host', pick(['a', 'a:b', '[::1', 'x y', 'h:99999999'], random)],
    ['x-forwarded-proto', 'gopher'],
    ['sec-fetch-site', pick(['same-origin', 'same-origin', 'cross-site', 'x'], random)],
    ['if-none-match', '*'],
    ['if-modified-since', 'yesterday'],
    ['range', 'bytes=9-1,-,0-0'],
    ['purpose', 'prefetch'],
    ['idempotency-key', oneLine(pick(hostileTexts, random)).slice(0, 2000)],
    ['user-agent', oneLine(pick(hostileTexts, random)).slice(0, 2000)],
    ['x-remix-revalidate', 'yes'],
  ]
  return odd.filter(() => chance(0.15))
}

/** Mostly the person's own; now and then none that was ever given out, or too many. */
async function cookies(as: string): Promise<string> {
  const person = castPeople.find(({ email }) => email === as)
  // Somebody whom a bent form removed comes as nobody.
  const own = person ? await cookieOf(person.email).catch(() => '') : ''
  if (!chance(0.12)) return own
  const broken = oneLine(pick(hostileTexts, random)).slice(0, 6000)
  return pick([`session=${broken}`, `session=%; ${own}`, `${own}; ${own}`, broken, ';;=;'], random)
}

/** As the bytes of one header line. */
function oneLine(text: string): string {
  return Buffer.from(text.replaceAll(/[\r\n\0]/g, ' '))
    .toString('latin1')
    .slice(0, 8000)
}

function keepForms({ target, as }: Shot, page: string): void {
  for (const [whole, tag = '', inside = ''] of page.matchAll(/<form([^>]*)>([\s\S]*?)<\/form>/g)) {
    if (!/method="post"/i.test(tag) || whole.includes('/sign-out"')) continue
    const action = /action="([^"]*)"/.exec(tag)?.[1]
    const fields = [...inside.matchAll(/<(?:input|textarea|select|button)[^>]*>/g)].flatMap(
      ([field]): Field[] => {
        const name = / name="([^"]*)"/.exec(field)?.[1]
        return name ? [[name, / value="([^"]*)"/.exec(field)?.[1] ?? '']] : []
      },
    )
    forms.push({ address: action ?? target, as, fields })
  }
}

/** Values that mean something, by parameter, and by room where the same name means different things. */
async function listKnown(): Promise<Record<string, readonly string[]>> {
  const awards = await db
    .selectFrom('awards')
    .where('number', 'like', 'SAMPLE%')
    .select('number')
    .execute()
  const reports = await db.selectFrom('reports').select('number').execute()
  const studies = await db.selectFrom('studies').select('slug').execute()
  const milestones = await db.selectFrom('milestones').select('code').execute()
  const people = await db.selectFrom('memberships').select('id').execute()
  const grantees = await db.selectFrom('organizations').select('slug').execute()
  const indicators = await db.selectFrom('indicators').select('code').execute()
  return {
    'awards.number': awards.map(({ number }) => number),
    'reports.number': reports.map(({ number }) => number),
    'studies.slug': studies.map(({ slug }) => slug),
    'studies.code': milestones.map(({ code }) => code),
    'grantees.slug': grantees.map(({ slug }) => slug),
    'indicators.code': indicators.map(({ code }) => code),
    'streams.code': ['GJC', 'SSEEP', 'WIOA'],
    'people.id': people.map(({ id }) => String(id)),
    order: ['1', '2', '3', '9'],
    no: ['1', '2'],
    stage: ['rct', 'implementation', 'evaluability'],
    side: ['entry', 'exit', 'start', 'end'],
  }
}
