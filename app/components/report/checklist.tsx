import { Section } from '#app/components/page.tsx'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { type CheckItem, leftOpen } from '#app/domain/report/checklist.ts'

/** What the reviewer has looked at, and what not yet; `href` leads to ticking, where one may. */
export function Checklist({ items, href }: { items: readonly CheckItem[]; href: string | null }) {
  if (items.length === 0) return null
  const done = items.length - leftOpen(items).length
  return (
    <Section
      id="checklist"
      title="Checklist"
      aside={
        <>
          {done} of {items.length} ticked
          {href && (
            <>
              {' · '}
              <a href={href}>Go through it</a>
            </>
          )}
        </>
      }
    >
      <CheckLines items={items} />
    </Section>
  )
}

export function CheckLines({ items }: { items: readonly CheckItem[] }) {
  return (
    <ul className="checks">
      {items.map(({ code, label, checkedBy, checkedAt }) => (
        <li key={code} className={checkedBy === null ? 'check' : 'check check--done'}>
          {label}
          <span className="sub">
            {checkedBy === null || checkedAt === null
              ? 'Not ticked'
              : `Ticked by ${checkedBy}, ${formatShortDate(dayIn(checkedAt))}`}
          </span>
        </li>
      ))}
    </ul>
  )
}
