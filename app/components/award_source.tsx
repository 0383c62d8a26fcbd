import { importedFieldLabels } from '#app/domain/award_sheet.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import type { Award } from '#db/awards/find.ts'
import { EmptyState } from './notices.tsx'
import { Section } from './page.tsx'
import { NotInSources, SourceLink } from './sources.tsx'

/** Where what an award says comes from: its public source, and the files its fields were taken from. */
export function AwardSource({ award }: { award: Award }) {
  const { imported } = award
  const address = award.canonicalUrl ?? award.sourceUrl
  return (
    <Section id="sources" title="Sources">
      {award.sample ? (
        <EmptyState title="Invented for the sample">
          No source says any of this: the organization, its people and its figures are made up.
        </EmptyState>
      ) : (
        <>
          <p>{address ? <SourceLink url={address} /> : <NotInSources />}</p>
          {award.notes && <p>{award.notes}</p>}
        </>
      )}
      {imported.length > 0 && (
        <ul className="plain-list" aria-label="Files that fields were taken from">
          {imported.map(({ file, row, sha256, at, who, fields }) => (
            <li key={`${sha256} ${row} ${String(at)}`}>
              {file}, row {row}
              <span className="sub">
                {fields.map((field) => importedFieldLabels[field]).join(', ')}
              </span>
              <span className="sub">
                Stored by {who}, {formatDateTime(at)}; SHA-256{' '}
                <code title={sha256}>{sha256.slice(0, 12)}…</code>
              </span>
            </li>
          ))}
        </ul>
      )}
      {!award.sample && (
        <p className="section__note">
          What the sources read do not give is left empty here, which is not the same as zero.
        </p>
      )}
    </Section>
  )
}
