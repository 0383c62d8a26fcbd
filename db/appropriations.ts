import { sql } from 'kysely'
import type { Permitted } from '#app/domain/access.ts'
import { type Appropriation, forWhom, standingOn } from '#app/domain/appropriations.ts'
import { now, today } from '#app/domain/clock.ts'
import { formatMoney } from '#app/domain/money.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { record } from './events.ts'
import { type Db, type Trx, db } from './index.ts'
import { portfolioCountedFor } from './scope.ts'
import { type WriteKey, writeOnce } from './write.ts'

/** Every appropriation as it was recorded, the latest fiscal year first; corrected ones too. */
export async function listAppropriations(
  actor: Permitted<'portfolio.read'>,
): Promise<Appropriation[]> {
  return rows(db).where(portfolioCountedFor(actor)).execute()
}

/** One of them by its id; null: there is none. */
export async function findAppropriation(
  actor: Permitted<'portfolio.read'>,
  id: number,
): Promise<Appropriation | null> {
  const row = await rows(db)
    .where('appropriations.id', '=', id)
    .where(portfolioCountedFor(actor))
    .executeTakeFirst()
  return row ?? null
}

interface Recorded {
  amount: string
  source: string
  sourceUrl: string | null
  knownOn: string
}

/** Records what a law appropriates to a stream or one of its programs for a fiscal year. The same law is
 *  recorded once; what a demonstration's people record is sample. */
export async function recordAppropriation(
  actor: Permitted<'appropriation.record'>,
  key: WriteKey,
  { whose, fiscalYear, ...said }: Recorded & { whose: string; fiscalYear: number },
): Promise<number> {
  return writeOnce(actor, key, async (trx) => {
    const { stream, program } = await takeWhose(trx, whose)
    refuseTheFuture(said)
    const own = await rows(trx)
      .where('appropriations.streamCode', '=', stream)
      .where('appropriations.programCode', 'is not distinct from', program)
      .where('appropriations.fiscalYear', '=', fiscalYear)
      .execute()
    const twin = standingOn(own, '9999-12-31').find(
      ({ source }) => source.toLowerCase() === said.source.toLowerCase(),
    )
    if (twin) {
      throw new Refusal({
        source: `Enter another law: of this one, ${formatMoney(twin.amount)} is recorded for the year already. Correct that one instead.`,
      })
    }
    return insert(trx, actor, {
      ...said,
      stream,
      program,
      fiscalYear,
      corrects: null,
      reason: null,
    })
  })
}

/** Puts a row in the place of another; both stay. Whoever is later than a colleague is told who and when.
 *  Null: there is no such row of the actor's own office. */
export async function correctAppropriation(
  actor: Permitted<'appropriation.record'>,
  key: WriteKey,
  id: number,
  { reason, ...said }: Recorded & { reason: string },
): Promise<number | null> {
  return writeOnce(actor, key, async (trx) => {
    await lockAll(trx)
    const before = await rows(trx)
      .where('appropriations.id', '=', id)
      .where(portfolioCountedFor(actor))
      .executeTakeFirst()
    if (!before) return null
    const later = await rows(trx).where('appropriations.corrects', '=', id).executeTakeFirst()
    if (later) {
      throw new Conflict('This appropriation was corrected after you opened the page.', {
        who: later.recordedBy,
        at: later.recordedAt.toISOString(),
      })
    }
    refuseTheFuture(said)
    if (said.knownOn < before.knownOn) {
      throw new Refusal({
        'knownOn.month': 'Enter a day no earlier than the one since when it was known so far.',
      })
    }
    const { stream, program, fiscalYear } = before
    return insert(trx, actor, {
      ...said,
      stream,
      program,
      fiscalYear,
      corrects: id,
      reason,
      before,
    })
  })
}

async function insert(
  trx: Trx,
  actor: Permitted<'appropriation.record'>,
  row: Recorded & {
    stream: string
    program: string | null
    fiscalYear: number
    corrects: number | null
    reason: string | null
    before?: Recorded
  },
): Promise<number> {
  const { stream, program, fiscalYear, amount, source, sourceUrl, knownOn, corrects, reason } = row
  const { id } = await trx
    .insertInto('appropriations')
    .values((eb) => ({
      organizationId: actor.organizationId,
      sample: eb
        .selectFrom('organizations')
        .where('organizations.id', '=', actor.organizationId)
        .select('organizations.sample'),
      streamCode: stream,
      programCode: program,
      fiscalYear,
      amount,
      source,
      sourceUrl,
      knownOn,
      corrects,
      reason,
      recordedBy: actor.personId,
      recordedAt: now(),
    }))
    .returning('id')
    .executeTakeFirstOrThrow()
  const { before } = row
  await record(trx, actor, {
    kind: before ? 'appropriation.corrected' : 'appropriation.recorded',
    ...(before && {
      before: { amount: before.amount, source: before.source, knownOn: before.knownOn },
    }),
    after: { whose: forWhom(stream, program), fiscalYear, amount, source, knownOn },
    ...(reason && { reason }),
  })
  return id
}

async function takeWhose(trx: Trx, whose: string) {
  await lockAll(trx)
  const [code = '', program = null] = whose.split('/')
  const stream = await trx
    .selectFrom('streams')
    .where('streams.code', '=', code)
    .where((eb) =>
      program === null
        ? eb.lit(true)
        : eb.exists(
            eb
              .selectFrom('programs')
              .whereRef('programs.stream', '=', 'streams.code')
              .where('programs.code', '=', program)
              .select('programs.code'),
          ),
    )
    .select('code')
    .executeTakeFirst()
  if (!stream) throw new Refusal({ whose: 'Choose a stream or program of the list.' })
  return { stream: stream.code, program }
}

/** They are few, and two of one law are not recorded at once. */
async function lockAll(trx: Trx): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('appropriations'))`.execute(trx)
}

function refuseTheFuture({ knownOn }: Recorded): void {
  if (knownOn > today()) throw new Refusal({ 'knownOn.month': 'Enter a day up to today.' })
}

function rows(within: Db | Trx) {
  return within
    .selectFrom('appropriations')
    .innerJoin('streams', 'streams.code', 'appropriations.streamCode')
    .leftJoin('programs', 'programs.code', 'appropriations.programCode')
    .innerJoin('people', 'people.id', 'appropriations.recordedBy')
    .select([
      'appropriations.id',
      'appropriations.streamCode as stream',
      'streams.name as streamName',
      'appropriations.programCode as program',
      'programs.name as programName',
      'appropriations.fiscalYear',
      'appropriations.amount',
      'appropriations.source',
      'appropriations.sourceUrl',
      'appropriations.sample',
      'appropriations.knownOn',
      'appropriations.corrects',
      'appropriations.reason',
      'people.name as recordedBy',
      'appropriations.recordedAt',
    ])
    .orderBy('appropriations.fiscalYear', 'desc')
    .orderBy('streams.name')
    .orderBy('programs.name')
    .orderBy('appropriations.id')
}
