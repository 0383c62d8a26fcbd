import { jsonArrayFrom } from 'kysely/helpers/postgres'
import type { Permitted } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { now } from '#app/domain/clock.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import {
  type GivenElsewhere,
  type Offer,
  type Origin,
  offersFor,
  takeField,
} from '#app/domain/report/crosswalk.ts'
import { saidIn } from '#app/domain/report/differences.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'
import type { TemplateItem } from '#app/domain/report/template.ts'
import { type Db, type Trx, db } from '../index.ts'
import { reportsSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { itemsOfSection, mayWrite, recordSaving, sealed, writeChanges } from './answers.ts'
import type { ReportReader } from './find.ts'
import { takeReport } from './state.ts'

interface GivenRow extends GivenElsewhere {
  reportId: number
}

/** The figures of some items that the actor's own organization gave for the same period in another
 *  award's report, submitted or accepted, under an indicator that is the same or close. */
export async function listOffers(
  actor: ReportReader,
  number: string,
  items: readonly TemplateItem[],
): Promise<Offer[]> {
  const { offers } = await readOffers(actor, number, items, db)
  return offers
}

async function readOffers(
  actor: ReportReader,
  number: string,
  items: readonly TemplateItem[],
  within: Db | Trx,
) {
  const given = (await givenOf(actor, number, within).execute()).map(asGiven)
  if (given.length === 0 || items.length === 0) return { given, offers: [] }
  const pairs = await pairsOf(items, within).execute()
  return { given, offers: offersFor(items, pairs, given) }
}

/** The indicators that are the same as those of some items, or close. */
function pairsOf(items: readonly TemplateItem[], within: Db | Trx) {
  const codes = items.map(({ itemCode }) => itemCode)
  return within
    .selectFrom('crosswalk')
    .where('comparability', '<>', 'not_comparable')
    .where((eb) => eb.or([eb('fromIndicator', 'in', codes), eb('toIndicator', 'in', codes)]))
    .select(['fromIndicator', 'toIndicator', 'comparability', 'reason'])
    .orderBy('fromIndicator')
    .orderBy('toIndicator')
}

/** In one question, what a section of a draft may take over and where what it took over comes from. */
export async function findKnown(
  actor: ReportReader,
  { id, number }: { id: number; number: string },
  items: readonly TemplateItem[],
): Promise<{ offers: Offer[]; origins: Record<string, Origin> }> {
  if (items.length === 0) return { offers: [], origins: {} }
  const { given, pairs, origins } = await db
    .selectNoFrom([
      jsonArrayFrom(givenOf(actor, number, db)).as('given'),
      jsonArrayFrom(pairsOf(items, db)).as('pairs'),
      jsonArrayFrom(originsOf(id, db).where('latest.reportId', 'in', ownReports(actor))).as(
        'origins',
      ),
    ])
    .executeTakeFirstOrThrow()
  return { offers: offersFor(items, pairs, given.map(asGiven)), origins: asOrigins(origins) }
}

function ownReports(actor: ReportReader) {
  return reportsSeenBy(actor).where('reports.organizationId', '=', actor.organizationId)
}

/** What was sealed for the same organization and period; what was taken back for corrections is given as
 *  it was accepted, or not at all. */
function givenOf(actor: ReportReader, number: string, within: Db | Trx) {
  return within
    .selectFrom('reports as asked')
    .innerJoin('reports', (join) =>
      join
        .onRef('reports.organizationId', '=', 'asked.organizationId')
        .onRef('reports.periodStart', '=', 'asked.periodStart')
        .onRef('reports.periodEnd', '=', 'asked.periodEnd')
        .onRef('reports.awardId', '<>', 'asked.awardId'),
    )
    .innerJoin('reportVersions', (join) =>
      join
        .onRef('reportVersions.reportId', '=', 'reports.id')
        .on((eb) =>
          eb(
            'reportVersions.no',
            '=',
            eb
              .case()
              .when('reports.authorState', '=', 'submitted')
              .then(eb.ref('reports.versionNo'))
              .else(eb.ref('reports.acceptedVersionNo'))
              .end(),
          ),
        ),
    )
    .innerJoin('awards', 'awards.id', 'reports.awardId')
    .innerJoin('organizations', 'organizations.id', 'reports.organizationId')
    .where('asked.number', '=', number)
    .where('asked.organizationId', '=', actor.organizationId)
    .where('asked.id', 'in', reportsSeenBy(actor))
    .where('reports.id', 'in', reportsSeenBy(actor))
    .where('reportVersions.nothingToReport', '=', false)
    .select([
      'reports.id as reportId',
      'reports.number as reportNumber',
      'reportVersions.no as versionNo',
      'reportVersions.content',
      'reports.periodEnd',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'reports.templateCode',
      'awards.name',
      'organizations.name as leadOrganization',
    ])
    .orderBy('reports.number')
}

function asGiven(
  row: Awaited<ReturnType<ReturnType<typeof givenOf>['executeTakeFirstOrThrow']>>,
): GivenRow {
  const content = JSON.parse(row.content) as Partial<SealedContent>
  return {
    reportId: row.reportId,
    reportNumber: row.reportNumber,
    versionNo: row.versionNo,
    label: reportLabel(row),
    awardName: awardName(row),
    answers: saidIn(content).answers,
    labels: Object.fromEntries((content.answers ?? []).map(({ code, label }) => [code, label])),
  }
}

/** Takes figures over into a draft's section, each with its origin; what somebody else wrote meanwhile is
 *  never written over unseen. Null: no such section. */
export async function takeOver(
  actor: Permitted<'report.write'>,
  key: WriteKey,
  number: string,
  section: number,
  { chosen, seen }: { chosen: readonly { itemCode: string; key: string }[]; seen: number },
): Promise<{ number: string } | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReport(trx, actor, number)
    if (!report) return null
    const items = await itemsOfSection(trx, report, section)
    if (items.length === 0) return null
    if (!mayWrite(report, section)) throw sealed(report)
    if (chosen.length === 0) throw new Refusal({ form: 'Choose at least one figure to take over.' })
    const { given, offers } = await readOffers(actor, number, items, trx)
    const taken = chosen.map((choice) => {
      const offer = offers.find((one) => one.itemCode === choice.itemCode && one.key === choice.key)
      const source = given.find(({ reportNumber }) => reportNumber === offer?.from.reportNumber)
      if (!offer || !source) {
        throw items.some(({ itemCode }) => itemCode === choice.itemCode) &&
          /\.\d+\./.test(choice.key)
          ? new Conflict(
              'A figure you chose was given anew, or taken back, after your page opened.',
            )
          : new Refusal({ [takeField(choice.itemCode)]: 'Choose one of the figures listed here.' })
      }
      const { itemCode, value, code } = offer
      return { itemCode, value, code, reportId: source.reportId, versionNo: source.versionNo }
    })
    const at = now()
    await writeChanges(trx, actor, report, {
      changes: taken.map(({ itemCode, value }) => ({ itemCode, part: 'value', value })),
      seen,
      isAutomatic: false,
      uploadId: null,
      taken: new Map(taken.map((one) => [one.itemCode, one])),
      at,
    })
    const codes = items.map(({ itemCode }) => itemCode)
    await recordSaving(trx, actor, report, { section, items: codes, isLeaving: true }, at)
    return { number: report.number }
  })
}

/** Where a draft's figures come from that stand as they were taken over, by item; for a caller that has
 *  been found to hold the report. */
export async function readOrigins(
  reportId: number,
  within: Db | Trx,
): Promise<Record<string, Origin>> {
  return asOrigins(await originsOf(reportId, within).execute())
}

function originsOf(reportId: number, within: Db | Trx) {
  return within
    .with('latest', (query) =>
      query
        .selectFrom('reportRevisions')
        .where('reportId', '=', reportId)
        .where('part', '=', 'value')
        .distinctOn('itemCode')
        .select(['reportId', 'itemCode', 'takenReportId', 'takenVersionNo', 'takenCode'])
        .orderBy('itemCode')
        .orderBy('id', 'desc'),
    )
    .selectFrom('latest')
    .innerJoin('reports', 'reports.id', 'latest.takenReportId')
    .innerJoin('indicators', 'indicators.code', 'latest.takenCode')
    .innerJoin('crosswalk', (join) =>
      join.on((eb) =>
        eb.or([
          eb.and([
            eb('fromIndicator', '=', eb.ref('latest.itemCode')),
            eb('toIndicator', '=', eb.ref('latest.takenCode')),
          ]),
          eb.and([
            eb('toIndicator', '=', eb.ref('latest.itemCode')),
            eb('fromIndicator', '=', eb.ref('latest.takenCode')),
          ]),
        ]),
      ),
    )
    .select([
      'latest.itemCode',
      'reports.number as report',
      'latest.takenVersionNo as version',
      'indicators.code',
      'indicators.name as codeLabel',
      'comparability',
      'reason',
    ])
}

function asOrigins(
  rows: Awaited<ReturnType<ReturnType<typeof originsOf>['execute']>>,
): Record<string, Origin> {
  return Object.fromEntries(
    rows.map(({ itemCode, version, ...origin }) => [
      itemCode,
      { ...origin, version: version ?? 0 },
    ]),
  )
}
