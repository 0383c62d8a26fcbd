import { lossOf, readBytesOf } from './file_store.ts'
import type { Db } from './index.ts'
import type { SealedContent } from '#app/domain/report/sealed.ts'

const pageSize = 200

/** Reads every file that a sealed version names, the PDF kept of it, and every file that
 *  another row names, and hashes what lies there.
 *  Answers how many there are and the first that is not what was recorded. */
export async function verifyFiles(db: Db): Promise<{ files: number; broken: string | null }> {
  const known = new Set<string>()
  let after = { reportId: 0, no: 0 }
  for (;;) {
    const page = await db
      .selectFrom('reportVersions')
      .leftJoin('versionDocuments as kept', (join) =>
        join
          .onRef('kept.reportId', '=', 'reportVersions.reportId')
          .onRef('kept.versionNo', '=', 'reportVersions.no'),
      )
      .where((eb) =>
        eb(
          eb.refTuple('reportVersions.reportId', 'reportVersions.no'),
          '>',
          eb.tuple(after.reportId, after.no),
        ),
      )
      .select([
        'reportVersions.reportId',
        'reportVersions.no',
        'reportVersions.content',
        'kept.sha256 as pdfSha256',
      ])
      .orderBy('reportVersions.reportId')
      .orderBy('reportVersions.no')
      .limit(pageSize)
      .execute()
    for (const { reportId, no, content, pdfSha256 } of page) {
      const { files = [] } = JSON.parse(content) as Partial<SealedContent>
      const named = [
        ...files.map(({ name, sha256 }) => ({ what: `the file ${name}`, sha256 })),
        ...(pdfSha256 ? [{ what: 'the PDF', sha256: pdfSha256 }] : []),
      ]
      for (const { what, sha256 } of named) {
        if (known.has(sha256)) continue
        known.add(sha256)
        const wrong = await wrongWith(sha256)
        if (wrong) {
          const broken = `${what} of version ${no} of report ${reportId} ${wrong}`
          return { files: known.size, broken }
        }
      }
      after = { reportId, no }
    }
    if (page.length < pageSize) break
  }
  for (const { sha256, what } of await listNamed(db)) {
    if (known.has(sha256)) continue
    known.add(sha256)
    const wrong = await wrongWith(sha256)
    if (wrong) return { files: known.size, broken: `${what} ${wrong}` }
  }
  return { files: known.size, broken: null }
}

/** Files that rows name: drafts that studies hand in, files of awards from which fields say they come, documents
 *  of agreements, and what stands behind findings of visits and the answers to them. */
async function listNamed(db: Db): Promise<{ sha256: string; what: string }[]> {
  const drafts = await db
    .selectFrom('deliverableDrafts')
    .select(['deliverableId', 'no', 'name', 'sha256'])
    .orderBy('deliverableId')
    .orderBy('no')
    .execute()
  const imports = await db
    .selectFrom('awardImports')
    .where('state', '=', 'stored')
    .select(['id', 'fileName', 'sha256'])
    .orderBy('id')
    .execute()
  const agreements = await db
    .selectFrom('agreementFiles')
    .select(['agreementId', 'name', 'sha256'])
    .orderBy('agreementId')
    .orderBy('no')
    .execute()
  const visits = await db
    .selectFrom('visitFiles')
    .select(['findingId', 'name', 'sha256'])
    .orderBy('findingId')
    .orderBy('no')
    .execute()
  return [
    ...drafts.map(({ deliverableId, no, name, sha256 }) => ({
      sha256,
      what: `the file ${name}, draft ${no} of deliverable ${deliverableId},`,
    })),
    ...imports.map(({ id, fileName, sha256 }) => ({
      sha256,
      what: `the file ${fileName} of import ${id}`,
    })),
    ...agreements.map(({ agreementId, name, sha256 }) => ({
      sha256,
      what: `the file ${name} of agreement ${agreementId}`,
    })),
    ...visits.map(({ findingId, name, sha256 }) => ({
      sha256,
      what: `the file ${name} of finding ${findingId}`,
    })),
  ]
}

async function wrongWith(sha256: string): Promise<string | null> {
  return readBytesOf(sha256).then(
    () => null,
    (error: unknown) => lossOf(error) ?? 'cannot be read',
  )
}
