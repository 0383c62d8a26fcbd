import { Section } from '#app/components/page.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { opinionLabels } from '#app/domain/report/opinions.ts'
import type { SecondLook } from '#db/reports/opinions.ts'

/** What colleagues were asked about a report and what they said; the reviewer decides either way. */
export function SecondLooks({
  looks,
  askHref,
}: {
  looks: readonly SecondLook[]
  askHref: string | null
}) {
  if (looks.length === 0 && !askHref) return null
  return (
    <Section
      id="opinions"
      title="Second look"
      aside={askHref && <a href={askHref}>Ask a colleague</a>}
    >
      {looks.length === 0 && <p className="fine-print">Nobody was asked. Nothing waits for it.</p>}
      <ul className="plain-list">
        {looks.map((look) => (
          <li key={`${look.versionNo} ${look.colleagueMembershipId}`}>
            <strong>{look.colleague}</strong>
            {look.opinion ? `: ${opinionLabels[look.opinion]}` : ' has not answered yet'}
            {look.words && <p className="prose">{look.words}</p>}
            {look.question && (
              <span className="sub">
                {look.asker} asked: {look.question}
              </span>
            )}
            <span className="sub">
              On version {look.versionNo}, {formatDateTime(look.givenAt ?? look.askedAt)}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
