import { createHash } from 'node:crypto'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import {
  certificationStatement,
  nothingStatement,
  solePerson,
} from '#app/domain/report/certification.ts'
import type { Origin } from '#app/domain/report/crosswalk.ts'
import { valueOf } from '#app/domain/report/derived.ts'
import { isFigure } from '#app/domain/report/display.ts'
import { type Warning, readinessOf } from '#app/domain/report/readiness.ts'
import type { SealedContent, SealedSurroundings } from '#app/domain/report/sealed.ts'
import { attestationsOf, isAnswered, sectionsOf } from '#app/domain/report/template.ts'
import { sealedWarnings } from '#app/domain/report/warnings.ts'
import { reportLabel } from '#app/domain/report/period_name.ts'
import type { Trx } from '../index.ts'
import { enqueue } from '../jobs.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { countActiveAuthors } from './authors.ts'
import { readFiles } from './files.ts'
import { readOrigins } from './known.ts'
import { type ReadFiling, readFiling } from './matter.ts'
import { type TakenReport, readReportEvents, moveReport, takeReportAt } from './state.ts'

export interface Signature {
  name: string
  title: string
}

export interface Receipt {
  number: string
  versionNo: number
  sha256: string
}

/** Signs and submits: the version is sealed as it stands, and nobody changes it any more. The
 *  attestations of the form are the signer's, given with the signature. */
export async function certifyReport(
  actor: Permitted<'report.certify'>,
  key: WriteKey,
  number: string,
  version: number,
  signature: Signature,
): Promise<Receipt | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    const filing = await readFiling(report, trx)
    const { preparerIds } = report.state
    const { blocking: missing, unexplained, warnings } = readinessOf(filing)
    const sealed = await seal(trx, actor, report, {
      filing,
      warnings,
      signature,
      statement: certificationStatement,
      preparerIds,
      solePerson: solePerson(preparerIds, actor.personId),
    })
    await moveReport(trx, actor, report, 'certify', {
      facts: {
        missing,
        unexplained,
        activePeople: await countActiveAuthors(trx, actor),
      },
      after: { version: sealed.versionNo, sha256: sealed.sha256 },
    })
    return sealed
  })
}

/** Certifies that there is nothing to report for the period: a sealed version without answers. */
export async function certifyNothing(
  actor: Permitted<'report.certify'>,
  key: WriteKey,
  number: string,
  version: number,
  signature: Signature,
): Promise<Receipt | null> {
  return writeOnce(actor, key, async (trx) => {
    const report = await takeReportAt(trx, actor, number, version)
    if (!report) return null
    const activePeople = await countActiveAuthors(trx, actor)
    const sealed = await seal(trx, actor, report, {
      filing: null,
      warnings: [],
      signature,
      statement: nothingStatement,
      preparerIds: report.state.preparerIds,
      solePerson: activePeople < 2,
    })
    await moveReport(trx, actor, report, 'certify_nothing', {
      facts: { activePeople },
      after: { version: sealed.versionNo, sha256: sealed.sha256 },
    })
    return sealed
  })
}

interface Sealing {
  /** Null: nothing to report. */
  filing: ReadFiling | null
  warnings: readonly Warning[]
  signature: Signature
  statement: string
  preparerIds: readonly number[]
  solePerson: boolean
}

async function seal(
  trx: Trx,
  actor: Permitted<'report.certify'>,
  report: TakenReport,
  { filing, warnings, signature, statement, preparerIds, solePerson }: Sealing,
): Promise<Receipt> {
  const at = now()
  const versionNo = report.state.versionNo + 1
  const handedOver = await lastHandOver(trx, report)
  const about = await describe(trx, report)
  const content = canonicalJson({
    format: 'report-1',
    report: {
      number: report.number,
      version: versionNo,
      periodStart: report.periodStart,
      periodEnd: report.periodEnd,
    },
    award: about.award,
    template: about.template,
    nothingToReport: filing === null,
    answers: filing ? sealedLines(filing, await readOrigins(report.id, trx)) : [],
    files: filing ? await sealedFiles(trx, report, filing) : [],
    warnings: sealedWarnings(warnings),
    shown: { ...about.names, ...surroundingsOf(about.rule, filing) },
    preparedBy: await namesOf(trx, preparerIds),
    handedOverBy: filing ? (handedOver?.actorName ?? null) : null,
    certification: {
      person: actor.name,
      ...signature,
      statement,
      solePerson,
      at: at.toISOString(),
    },
  } satisfies SealedContent)
  const sha256 = createHash('sha256').update(content).digest('hex')
  await trx
    .insertInto('reportVersions')
    .values({
      reportId: report.id,
      organizationId: report.organizationId,
      no: versionNo,
      content,
      sha256,
      preparedBy: [...preparerIds],
      handedOverBy: filing ? (handedOver?.actorId ?? null) : null,
      certifiedBy: actor.personId,
      signedName: signature.name,
      signedTitle: signature.title,
      solePerson,
      nothingToReport: filing === null,
      submittedAt: at,
    })
    .execute()
  await enqueue(
    trx,
    'keep_pdf',
    { reportId: report.id, no: versionNo },
    `pdf-${report.id}-${versionNo}`,
  )
  return { number: report.number, versionNo, sha256 }
}

async function describe(trx: Trx, report: TakenReport) {
  const row = await trx
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('reports', 'reports.awardId', 'awards.id')
    .innerJoin('templates', (join) =>
      join
        .on('templates.code', '=', report.templateCode)
        .on('templates.version', '=', report.templateVersion),
    )
    .where('reports.id', '=', report.id)
    .select([
      'awards.number',
      'awards.programCode',
      'awards.name as awardName',
      'reports.frequency as reportFrequency',
      'reports.calendarType as reportCalendar',
      'organizations.name',
      'templates.title',
      'contentSha256',
    ])
    .executeTakeFirstOrThrow()
  const { reportFrequency, reportCalendar } = row
  const rule = { reportFrequency, reportCalendar, templateCode: report.templateCode }
  return {
    rule,
    names: {
      form: row.title,
      label: reportLabel({ ...rule, periodEnd: report.periodEnd }),
      awardName: row.awardName,
    },
    award: { number: row.number, program: row.programCode, organization: row.name },
    template: {
      code: report.templateCode,
      version: report.templateVersion,
      sha256: row.contentSha256,
    },
  }
}

type Rule = Omit<Parameters<typeof reportLabel>[0], 'periodEnd'>

/** What the signer saw around the answers: sections, how figures read, targets and the last period. */
function surroundingsOf(
  rule: Rule,
  filing: ReadFiling | null,
): Omit<SealedSurroundings, 'form' | 'label' | 'awardName'> {
  if (!filing) return { sections: [], figures: [], attachments: [], targets: [], last: null }
  const { items, last } = filing
  const figures = items.filter(isFigure)
  const answered = (answers: Readonly<Record<string, string | null>>) =>
    figures.flatMap(({ itemCode: code }) => {
      const value = answers[code]
      return isAnswered(value) ? [{ code, value }] : []
    })
  return {
    sections: sectionsOf(items).map(({ order, title }) => ({ order, title })),
    figures: figures.map((item) => ({
      itemCode: item.itemCode,
      valueType: item.valueType,
      entry: item.entry,
      cumulation: item.cumulation,
      numerator: item.numerator,
      numeratorCode: item.numeratorCode,
      denominatorCode: item.denominatorCode,
      nCode: item.nCode,
    })),
    attachments: items
      .filter(({ itemKind }) => itemKind === 'attachment')
      .map(({ itemCode: code, label }) => ({ code, label })),
    targets: answered(filing.award.targets),
    last: last && {
      label: reportLabel({ ...rule, periodEnd: last.periodEnd }),
      answers: answered(last.answers),
    },
  }
}

/** Every answer of the form, the derived figures computed and the attestations given. */
function sealedLines(
  { items, answers, explanations }: ReadFiling,
  origins: Readonly<Record<string, Origin>>,
): SealedContent['answers'] {
  const attested = new Set(attestationsOf(items).map(({ itemCode }) => itemCode))
  return items
    .filter(({ itemKind }) => itemKind !== 'attachment')
    .map(({ itemCode, sectionOrder, label, itemKind }) => ({
      code: itemCode,
      section: sectionOrder,
      label,
      kind: itemKind,
      value: attested.has(itemCode) ? 'yes' : valueOf(itemCode, items, answers),
      explanation: explanations[itemCode] ?? null,
      ...(origins[itemCode] ? { origin: origins[itemCode] } : {}),
    }))
}

async function sealedFiles(trx: Trx, report: TakenReport, { items }: ReadFiling) {
  const files = await readFiles(report.id, items, trx)
  return files.map(({ itemCode: code, name, kind, size, sha256 }) => ({
    code,
    name,
    kind,
    size,
    sha256,
  }))
}

async function lastHandOver(trx: Trx, report: TakenReport) {
  const events = await readReportEvents(report.id, trx)
  return events.filter(({ kind }) => kind === 'report.handed_over').at(-1) ?? null
}

async function namesOf(trx: Trx, people: readonly number[]): Promise<string[]> {
  if (people.length === 0) return []
  const rows = await trx
    .selectFrom('people')
    .where('id', 'in', [...people])
    .select(['id', 'name'])
    .execute()
  return people.map((id) => rows.find((row) => row.id === id)?.name ?? '')
}
