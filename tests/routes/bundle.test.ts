import { createHash } from 'node:crypto'
import { once } from 'node:events'
import path from 'node:path'
import { buffer } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { beforeAll, beforeEach, describe, expect, test } from 'vitest'
import yauzl from 'yauzl'
import { writeBundle } from '#app/documents/bundle.server.ts'
import { withRequest } from '#app/request.server.ts'
import * as page from '#app/routes/awards/bundle.tsx'
import * as zip from '#app/routes/awards/bundle_zip.tsx'
import * as paths from '#app/paths.ts'
import { findBundle, recordBundle } from '#db/awards/bundle.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import type { Db } from '#db/index.ts'
import { requestAs, thrownBy } from '../setup/as.ts'
import { testDatabase } from '../setup/database.ts'
import { dana, elena, grace, luis, marcus, priya } from '../setup/filing.ts'
import { answerTo } from '../setup/pages.ts'

const naomi = 'naomi.brandt@oig.example.org'
const number = 'SAMPLE-GJC-01'

let owner: Db

beforeAll(async () => {
  owner = await testDatabase('played')
})

type Files = Map<string, Buffer>

/** What somebody takes away, through the page's own loader. */
async function take(email: CastEmail, award = number): Promise<{ bytes: Buffer; files: Files }> {
  const request = await requestAs(email, paths.awardBundleZip(award))
  const scope = { id: 'bundle-test', address: 'test', nonce: '' } as Parameters<
    typeof withRequest
  >[0]
  const response = await withRequest(scope, async () => {
    await zip.loader({ request, params: { number: award }, context: {} })
    return scope.download?.()
  })
  if (!response) throw new Error('Nothing to download')
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="${award}_records.zip"`,
  )
  const bytes = Buffer.from(await response.arrayBuffer())
  return { bytes, files: await unpacked(bytes) }
}

async function unpacked(bytes: Buffer): Promise<Files> {
  const archive = await promisify<Buffer, yauzl.Options, yauzl.ZipFile>(yauzl.fromBuffer)(bytes, {
    lazyEntries: true,
    validateEntrySizes: true,
  })
  const files: Files = new Map()
  const open = promisify(archive.openReadStream.bind(archive))
  await new Promise<void>((resolve, reject) => {
    archive.on('error', reject).on('end', resolve)
    archive.on('entry', (entry: yauzl.Entry) => {
      open(entry)
        .then(buffer)
        .then((content) => {
          files.set(entry.fileName, content)
          archive.readEntry()
        }, reject)
    })
    archive.readEntry()
  })
  return files
}

const sha256 = (...parts: (Buffer | string)[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest('hex')
}

const text = (files: Files, name: string) => files.get(name)?.toString() ?? ''
const parsed = (files: Files, name: string) => JSON.parse(text(files, name)) as never
const names = (files: Files, ending: string) =>
  [...files.keys()].filter((name) => name.endsWith(ending))
const whole = (files: Files) => [...files.values()].map(String).join('\n')

interface Line {
  seq: number
  previousHash: string
  hash: string
  kind?: string
  payload?: string
}

const eventsIn = (files: Files) =>
  text(files, 'events.jsonl')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

describe('an award’s bundle', () => {
  let auditor: Awaited<ReturnType<typeof take>>

  beforeEach(async () => {
    auditor ??= await take(naomi)
  })

  test('holds every version of every submitted report as it was sealed, with its PDF and files', async () => {
    const rows = await owner
      .selectFrom('reportVersions')
      .innerJoin('reports', 'reports.id', 'reportVersions.reportId')
      .where('reports.number', 'like', `${number}-%`)
      .select(['reports.number', 'no', 'content', 'sha256'])
      .execute()
    expect(rows.length).toBeGreaterThan(1)
    for (const row of rows) {
      const place = `reports/${row.number}/version-${row.no}`
      expect(text(auditor.files, `${place}.json`)).toBe(row.content)
      expect(auditor.files.get(`${place}.pdf`)?.subarray(0, 5).toString()).toBe('%PDF-')
    }
    expect(names(auditor.files, '.csv')).toHaveLength(1)
    expect(whole(auditor.files)).toContain('Thank you for the reasons behind the withdrawals')
  })

  test('names each file with its hash, and says how to check it', () => {
    const { files } = auditor
    const manifest: { files: { name: string; size: number; sha256: string }[]; missing: [] } =
      parsed(files, 'manifest.json')
    expect(manifest.missing).toEqual([])
    const others = [...files].filter(([name]) => !/^(manifest\.json|SHA256SUMS)$/.test(name))
    expect(manifest.files).toEqual(
      others.map(([name, bytes]) => ({ name, size: bytes.length, sha256: sha256(bytes) })),
    )
    const sums = text(files, 'SHA256SUMS').trimEnd().split('\n')
    expect(sums).toEqual(
      [...files]
        .filter(([name]) => name !== 'SHA256SUMS')
        .map(([name, bytes]) => `${sha256(bytes)}  ${name}`),
    )
    expect(text(files, 'README.txt')).toContain('sha256sum --check SHA256SUMS')
  })

  test('carries a chain of events that anybody can follow, past what is not theirs to read', async () => {
    for (const { files } of [auditor, await take(luis)]) {
      const events = eventsIn(files)
      let before = ''
      for (const event of events) {
        expect(event.previousHash).toBe(before)
        if (event.payload !== undefined) {
          expect(sha256(Buffer.from(before, 'hex'), event.payload)).toBe(event.hash)
        }
        before = event.hash
      }
      expect(events.map(({ seq }) => seq)).toEqual(events.map((_event, index) => index + 1))
    }
    const kept = await owner
      .selectFrom('events')
      .innerJoin('awards', 'awards.id', 'events.awardId')
      .where('awards.number', '=', number)
      .select(['seq', 'events.hash'])
      .orderBy('seq')
      .execute()
    const hashes = eventsIn(auditor.files).map(({ hash }) => hash)
    expect(hashes).toEqual(kept.slice(0, hashes.length).map(({ hash }) => hash.toString('hex')))
  })

  test('is the same bytes for the same record, but for the event of its download', async () => {
    const actor = await castActor(naomi, 'report.read')
    const bundle = await findBundle(actor, number)
    if (!bundle) throw new Error('No bundle')
    const subject = await recordBundle(actor, bundle)
    const write = async () => buffer(writeBundle({ actor, bundle, subject }))
    const once = await write()
    expect((await write()).equals(once)).toBe(true)
    const again = await take(naomi)
    const changed = [...again.files]
      .filter(([name, bytes]) => !auditor.files.get(name)?.equals(bytes))
      .map(([name]) => name)
    expect(changed).toEqual(['events.jsonl', 'manifest.json', 'SHA256SUMS'])
    const more = eventsIn(again.files).slice(eventsIn(auditor.files).length)
    expect(new Set(more.map(({ kind }) => kind))).toEqual(new Set(['award.bundled']))
  })

  test('keeps from a grantee what the agency keeps to itself, and from the agency the drafts', async () => {
    const own = (await take(luis)).files
    const agency = (await take(dana)).files
    expect(names(own, 'review.json')).toEqual([])
    expect(names(agency, 'review.json').length).toBeGreaterThan(0)
    const look = 'Do you see the same at your award in Pueblo?'
    const declined = 'the nickname we use in house'
    expect(whole(own)).not.toContain(look)
    expect(whole(agency)).toContain(look)
    expect(whole(own)).toContain(declined)
    expect(whole(agency)).not.toContain(declined)
    expect(whole(auditor.files)).not.toContain(declined)
    const told = (files: Files) => new Set(eventsIn(files).map(({ kind }) => kind))
    expect(told(own)).not.toContain('checklist.ticked')
    expect(told(own)).toContain('report.saved')
    expect(told(agency)).toContain('checklist.ticked')
    expect(told(agency)).not.toContain('report.saved')
    const people = (files: Files) =>
      names(files, 'correspondence.json').flatMap((name) =>
        (parsed(files, name) as { notices: { organization: string }[] }).notices.map(
          ({ organization }) => organization,
        ),
      )
    expect(new Set(people(own)).size).toBe(1)
    expect(new Set(people(agency)).size).toBeGreaterThan(1)
  })

  test('holds of an award only the reports that its reader sees', async () => {
    const { files } = await take(marcus)
    // He was asked for a second look at one.
    expect(names(files, 'version-1.json')).toHaveLength(1)
    expect(names((await take(priya)).files, 'version-1.json').length).toBeGreaterThan(1)
  })

  test('holds the modifications that its reader follows, and no draft of another’s', async () => {
    const { modifications }: { modifications: { kind: string; state: string }[] } = parsed(
      auditor.files,
      'award.json',
    )
    expect(modifications).toContainEqual(
      expect.objectContaining({ kind: 'key_person', state: 'approved', askedBy: 'Joan Keller' }),
    )
    expect(modifications.map(({ state }) => state)).not.toContain('draft')
  })

  test('is told in the award’s history, with who took it', async () => {
    const event = await owner
      .selectFrom('events')
      .innerJoin('people', 'people.id', 'events.personId')
      .where('kind', '=', 'award.bundled')
      .select(['people.name', (eb) => eb.cast<string>('events.after', 'text').as('after')])
      .orderBy('events.id')
      .executeTakeFirstOrThrow()
    expect(event.name).toBe('Naomi Brandt')
    const opened = await owner
      .selectFrom('reports')
      .where('number', 'like', `${number}-%`)
      .select('versionNo')
      .execute()
    expect(JSON.parse(event.after)).toEqual({
      reports: opened.length,
      versions: opened.reduce((sum, { versionNo }) => sum + versionNo, 0),
    })
  })

  test('says which bytes were lost and holds the rest', async () => {
    const { sha256: lost } = await owner
      .selectFrom('reportFiles')
      .innerJoin('reports', 'reports.id', 'reportFiles.reportId')
      .where('reports.number', 'like', `${number}-%`)
      .select('sha256')
      .executeTakeFirstOrThrow()
    const { DATA_DIR: kept } = process.env
    process.env['DATA_DIR'] = path.join(kept ?? '', 'empty')
    try {
      const { files } = await take(naomi)
      expect(names(files, '.csv')).toEqual([])
      expect(names(files, '.json').length).toBeGreaterThan(2)
      const { missing } = parsed(files, 'manifest.json') as { missing: object[] }
      expect(missing).toContainEqual(expect.objectContaining({ sha256: lost, why: 'It is gone.' }))
    } finally {
      process.env['DATA_DIR'] = kept
    }
  })

  test('that nobody waits for any more is given up', async () => {
    const actor = await castActor(naomi, 'report.read')
    const bundle = await findBundle(actor, number)
    if (!bundle) throw new Error('No bundle')
    const stream = writeBundle({ actor, bundle, subject: await recordBundle(actor, bundle) })
    await once(stream, 'readable')
    stream.destroy()
    await once(stream, 'close')
    expect(stream.readableEnded).toBe(false)
  })
})

describe('the page before it', () => {
  const open = async (email: CastEmail, award = number) => {
    const request = await requestAs(email, paths.awardBundle(award))
    return page.loader({ request, params: { number: award }, context: {} })
  }

  test('says what its reader would get', async () => {
    expect(await open(naomi)).toMatchObject({ reports: 2, versions: 2, isAgency: true })
    expect(await open(luis)).toMatchObject({ reports: 2, versions: 2, isAgency: false })
    expect(await open(elena)).toMatchObject({ reports: 0, versions: 0 })
  })

  test('does not exist for strangers, and a refused download is a page', async () => {
    expect((await thrownBy(() => open(grace))).status).toBe(404)
    const refused = async (email: CastEmail) =>
      answerTo(await requestAs(email, paths.awardBundleZip(number)))
    const missing = await refused(grace)
    expect(missing.status).toBe(404)
    expect(missing.body).toContain('<h1 id="page-title" tabindex="-1">Page not found</h1>')
    const empty = await refused(elena)
    expect(empty.status).toBe(409)
    expect(empty.body).toContain('No report of this award was submitted')
    const other = await refused('amara.diallo@northfield.example.org')
    expect(other.status).toBe(403)
    expect(other.body).toContain('Not for your role')
  })
})
