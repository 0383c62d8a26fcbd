import type { Role } from './access.ts'

/** A file of an award's bundle, as its manifest names it. */
export interface BundledFile {
  name: string
  /** Bytes. */
  size: number
  sha256: string
}

/** What was recorded and could not be put in, with the reason. */
export interface UnbundledFile {
  name: string
  sha256: string
  why: string
}

/** Of what and for whom a bundle is. It says nothing of when it was made, so that the same record makes the
 *  same bundle. */
export interface BundleSubject {
  award: string
  /** What a reader sees depends on role and organization. */
  reader: { role: Role; organization: string }
  /** The last event of the award's chain that is in it: its number and hash in hex. */
  through: { seq: number; hash: string | null }
}

/** One line for each file in the form that `sha256sum --check` reads. */
export function sumsOf(files: readonly BundledFile[]): string {
  return files.map(({ name, sha256 }) => `${sha256}  ${name}\n`).join('')
}

export function manifestOf(
  { award, reader, through }: BundleSubject,
  files: readonly BundledFile[],
  missing: readonly UnbundledFile[],
): string {
  return laidOut({ format: 'bundle-1', award, reader, through, files, missing })
}

/** JSON for people as well: two spaces and a line's end. */
export function laidOut(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`
}

/** A supporting file's place in the bundle: its hash keeps it apart, its name says what it is. */
export function placeOfFile({ name, sha256 }: { name: string; sha256: string }): string {
  const plain = name.replaceAll(/[^\w. ()-]/g, '_').replace(/^\.+/, '_')
  return `files/${sha256.slice(0, 16)}_${plain.slice(-100)}`
}

/** The words that go with a bundle. */
export function readmeOf({ award, reader }: BundleSubject): string {
  return `The records of award ${award}
${'='.repeat(21 + award.length)}

What the tracker holds of this award and its reports, as far as ${article(reader.role)} ${reader.role.replaceAll('_', ' ')}
of ${reader.organization} may read it. Drafts are not in it: a draft belongs to its grantee until it is signed.

What is where
-------------
award.json                            the award, its targets, schedules and legal holds
events.jsonl                          everything that happened, oldest first, one JSON object a line
reports/NUMBER/report.json            dates, state, sealed versions and who signed them
reports/NUMBER/version-N.json         what was signed, byte for byte
reports/NUMBER/version-N.pdf          the same to read
reports/NUMBER/correspondence.json    what was returned and why, questions and answers, notices
reports/NUMBER/petitions.json         extensions and waivers: asked, recommended, decided
reports/NUMBER/review.json            checklist and second looks; the agency's own, not in every bundle
reports/NUMBER/files/                 supporting files, named by the beginning of their SHA-256
manifest.json                         every file with its size and SHA-256, and what is missing
SHA256SUMS                            the same hashes for the command below

How to check it
---------------
That no file changed since the bundle was made, in the folder it was unpacked to:

    sha256sum --check SHA256SUMS          (Linux; on macOS: shasum -a 256 --check SHA256SUMS)

That a version is what was signed: its file's SHA-256 is the one on its receipt, in report.json and in
the event "report.submitted".

That no event was changed, left out or added: each line of events.jsonl has "hash", which is the SHA-256
of "previousHash" (as 32 bytes; nothing at all on the first line) followed by "payload" (as UTF-8), and
"previousHash" is the "hash" of the line before. With Python:

    import hashlib, json
    before = ""
    for line in open("events.jsonl", encoding="utf-8"):
        event = json.loads(line)
        assert event["previousHash"] == before
        if "payload" in event:
            made = hashlib.sha256(bytes.fromhex(before) + event["payload"].encode()).hexdigest()
            assert made == event["hash"]
        before = event["hash"]

An event whose words are not yours to read stands there as a link alone: its number and hashes, so that
the chain can be followed past it.

manifest.json names the last event and its hash. Downloading a bundle is an event too, which the next
one holds. Apart from that the same record makes the same bytes: entries are stored uncompressed, in a
fixed order and under one fixed date.
`
}

function article(role: string): string {
  return /^[aeiou]/.test(role) ? 'an' : 'a'
}
