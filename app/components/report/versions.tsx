import { Section } from '#app/components/page.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import * as paths from '#app/paths.ts'
import type { ListedVersion } from '#db/reports/versions.ts'

/** The sealed versions of a report, the latest first. */
export function VersionList({
  report,
  versions,
}: {
  report: { number: string; state: { acceptedVersionNo: number | null } }
  versions: readonly ListedVersion[]
}) {
  return (
    <Section id="versions" title="Sealed versions">
      <ul className="plain-list">
        {[...versions].reverse().map((version) => (
          <li key={version.no}>
            <a href={paths.reportVersion(report.number, version.no)}>Version {version.no}</a>
            {version.nothingToReport && ', nothing to report'}
            {version.no === report.state.acceptedVersionNo && ', accepted'}
            <span className="sub">
              Signed by {version.certifiedBy}, {formatDateTime(version.submittedAt)}
              {version.solePerson && '. Prepared and certified by one person.'}
            </span>
            <span className="sub">
              <a href={paths.reportReceipt(report.number, version.no)}>
                Receipt<span className="visually-hidden"> of version {version.no}</span>
              </a>
              {' · '}
              <a href={paths.reportPdf(report.number, version.no)} download>
                PDF<span className="visually-hidden"> of version {version.no}</span>
              </a>
            </span>
          </li>
        ))}
      </ul>
      {versions.length > 1 && (
        <p>
          <a href={paths.reportCompare(report.number)}>Compare two versions</a>
        </p>
      )}
    </Section>
  )
}
