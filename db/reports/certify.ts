import { createHash } from 'node:crypto'
import type { Permitted } from '#app/domain/access.ts'
import { now } from '#app/domain/clock.ts'
import { canonicalJson } from '#app/domain/report/canonical.ts'
import {
  certificationStatement,
  nothingStatement,
  solePerson,
} from '#app/domain/report/certification.ts'
import { valueOf } from '#app/domain/report/derived.ts'
import { type Filing, readinessOf } from '#app/domain/report/readiness.ts'
import { attestationsOf } from '#app/domain/report/template.ts'
import type { Trx } from '../index.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { countActiveAuthors } from './authors.ts'
import { readFiles } from './files.ts'
import { type SealedContent, readFiling } from './matter.ts'
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
    const sealed = await seal(trx, actor, report, {
      filing,
      signature,
      statement: certificationStatement,
      preparerIds,
      solePerson: solePerson(preparerIds, actor.personId),
    })
    await moveReport(trx, actor, report, 'certify', {
      facts: {
        missing: readinessOf(filing).blocking,
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
  filing: Filing | null
  signature: Signature
  statement: string
  preparerIds: readonly number[]
  solePerson: boolean
}

async function seal(
  trx: Trx,
  actor: Permitted<'report.certify'>,
  report: TakenReport,
  { filing, signature, statement, preparerIds, solePerson }: Sealing,
): Promise<Receipt> {
  const at = now()
  const versionNo = report.state.versionNo + 1
  const handedOver = await lastHandOver(trx, report)
  const content = canonicalJson({
    format: 'report-1',
    report: {
      number: report.number,
      version: versionNo,
      periodStart: report.periodStart,
      periodEnd: report.periodEnd,
    },
    ...(await describe(trx, report)),
    nothingToReport: filing === null,
    answers: filing ? sealedLines(filing) : [],
    files: filing ? await sealedFiles(trx, report, filing) : [],
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
      statement,
      solePerson,
      nothingToReport: filing === null,
      submittedAt: at,
    })
    .execute()
  return { number: report.number, versionNo, sha256 }
}

async function describe(trx: Trx, report: TakenReport) {
  const row = await trx
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('templates', (join) =>
      join
        .on('templates.code', '=', report.templateCode)
        .on('templates.version', '=', report.templateVersion),
    )
    .where('awards.id', '=', report.awardId)
    .select(['awards.number', 'awards.programCode', 'organizations.name', 'contentSha256'])
    .executeTakeFirstOrThrow()
  return {
    award: { number: row.number, program: row.programCode, organization: row.name },
    template: {
      code: report.templateCode,
      version: report.templateVersion,
      sha256: row.contentSha256,
    },
  }
}

/** Every answer of the form, the derived figures computed and the attestations given. */
function sealedLines({ items, answers, explanations }: Filing): SealedContent['answers'] {
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
    }))
}

async function sealedFiles(trx: Trx, report: TakenReport, { items }: Filing) {
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
