import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { attestationsOf } from '#app/domain/report/template.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { type Db, db } from '#db/index.ts'
import { readReportEvents } from '#db/reports/state.ts'
import { cookieOf } from './as.ts'
import { rowOf } from './drafts.ts'
import { dana, fillReport, joan, luis, pageOf } from './filing.ts'
import { type Heard, formBody, formType, knock } from './knock.ts'
import { enterReport } from './reports.ts'
import { expectWhole } from './whole.ts'

/** One thing that a clerk means to do, once. Sent again, it is the same form with the same key. */
export interface Intent {
  as: CastEmail
  path: string
  fields: Record<string, string>
  /** The event that it leaves, or the words that it stores. */
  leaves: { event: string } | { words: string }
}

const signature = { name: 'Joan Keller', title: 'Executive Director' }

/** Somebody who keeps one report going by real forms: saves, hands over, signs, and has it taken back
 *  or returned. Remembers what was acknowledged, to hold the database against it. */
export class Clerk {
  readonly number: string
  readonly #attestations: Record<string, string>
  #version: number
  #step = 0
  readonly #before: number
  /** What was sent and not acknowledged; it is what the clerk sends next. */
  pending: Intent | null = null
  readonly acknowledged: Intent[] = []
  #cookies = new Map<CastEmail, string>()

  private constructor(number: string, version: number, attestations: string[], before: number) {
    this.number = number
    this.#version = version
    this.#before = before
    this.#attestations = Object.fromEntries(attestations.map((code) => [code, 'yes']))
  }

  /** With a complete report of its own, of the quarter that ends in March of `year`. */
  static async hire(owner: Db, year: number): Promise<Clerk> {
    const { number } = await enterReport(owner, 'SAMPLE-GJC-01', { periodEnd: `${year}-03-31` })
    await fillReport(number)
    const { version, draft } = await pageOf(number)
    const codes = attestationsOf(draft.filing.items).map(({ itemCode }) => itemCode)
    return new Clerk(number, version, codes, (await movesOf(number)).length)
  }

  /** Signs everybody in afresh, as signing a report wants it every few minutes. */
  async signIn(): Promise<void> {
    for (const email of [luis, joan, dana] as const) {
      this.#cookies.set(email, await cookieOf(email))
    }
  }

  /** Sends what is next; true when it was acknowledged, false when no answer or a 503 came. */
  async act(origin: string): Promise<boolean> {
    const intent = (this.pending ??= this.#next())
    const answer = await this.send(origin, intent).catch(() => null)
    if (!answer || answer.status === 503) return false
    if (answer.status !== 302) {
      throw new Error(`${intent.path} answered ${answer.status}: ${answer.body.slice(0, 3000)}`)
    }
    this.acknowledge()
    return true
  }

  /** The pending intent is known to be done. */
  acknowledge(): void {
    if (!this.pending) throw new Error('Nothing is pending')
    if ('event' in this.pending.leaves) this.#version += 1
    this.acknowledged.push(this.pending)
    this.pending = null
  }

  /** What to send next, kept until it is acknowledged. */
  plan(): Intent {
    return (this.pending ??= this.#next())
  }

  async send(origin: string, intent: Intent): Promise<Heard> {
    const cookie = this.#cookies.get(intent.as) ?? ''
    const headers = { ...formType, origin, cookie }
    return knock(origin, intent.path, { method: 'POST', headers, body: formBody(intent.fields) })
  }

  /** The bytes of an intent, for a connection that will not live to hear the answer. */
  headersOf(origin: string, { as }: Intent): [string, string][] {
    const cookie = this.#cookies.get(as) ?? ''
    const { host } = new URL(origin)
    return [['host', host], ['origin', origin], ['cookie', cookie], ...Object.entries(formType)]
  }

  #next(): Intent {
    const turn = this.#step
    this.#step += 1
    const round = Math.floor(turn / 9)
    const words = `Round ${round}, step ${turn % 9} of ${randomUUID()}`
    const at = (page: string) => `/reports/${this.number}/${page}`
    const own = { idempotencyKey: randomUUID(), version: String(this.#version) }
    const save: Intent = {
      as: luis,
      path: at('sections/9'),
      fields: { ...own, seen: '0', intent: 'stay', N_CHALLENGES: words },
      leaves: { words },
    }
    const move = (as: CastEmail, page: string, event: string, fields = {}): Intent => ({
      as,
      path: at(page),
      fields: { ...own, ...fields },
      leaves: { event },
    })
    const handOver = move(luis, 'handover', 'report.handed_over')
    const certify = move(joan, 'certification', 'report.submitted', {
      ...this.#attestations,
      ...signature,
    })
    const steps: readonly Intent[] = [
      save,
      handOver,
      certify,
      move(joan, 'withdrawal', 'report.withdrawn', { reason: 'A figure was wrong.' }),
      save,
      handOver,
      certify,
      move(dana, 'review', 'report.picked_up', { move: 'pick_up' }),
      move(dana, 'return', 'report.returned', {
        section_9: 'yes',
        reason_9: 'figure_unclear',
        words_9: 'Which figure is it?',
      }),
    ]
    const step = steps[turn % steps.length]
    if (!step) throw new Error('No step')
    return step
  }

  /** Everything acknowledged is stored once and in its order, what is pending at most once, nothing
   *  else, and the report is what its events add up to. */
  async expectKept(): Promise<void> {
    const events = (await movesOf(this.number)).slice(this.#before)
    const kept = this.acknowledged.flatMap(({ leaves }) =>
      'event' in leaves ? [leaves.event] : [],
    )
    const maybe = this.pending && 'event' in this.pending.leaves ? this.pending.leaves.event : null
    const hasMore = events.length > kept.length && maybe !== null
    expect(events).toEqual(hasMore ? [...kept, maybe] : kept)
    const stored = await this.#storedWords()
    const saved = this.acknowledged.flatMap(({ leaves }) =>
      'words' in leaves ? [leaves.words] : [],
    )
    const more = this.pending && 'words' in this.pending.leaves ? [this.pending.leaves.words] : []
    expect(stored).toEqual(stored.length > saved.length ? [...saved, ...more] : saved)
    await expectWhole(this.number)
  }

  async #storedWords(): Promise<(string | null)[]> {
    const { id } = await rowOf(this.number)
    const rows = await db
      .selectFrom('reportRevisions')
      .where('reportId', '=', id)
      .where('itemCode', '=', 'N_CHALLENGES')
      .select('newValue')
      .orderBy('id')
      .execute()
    return rows.map(({ newValue }) => newValue).filter((value) => value?.startsWith('Round '))
  }
}

async function movesOf(number: string): Promise<string[]> {
  const { id } = await rowOf(number)
  const events = await readReportEvents(id)
  return events.map(({ kind }) => kind).filter((kind) => kind !== 'report.saved')
}
