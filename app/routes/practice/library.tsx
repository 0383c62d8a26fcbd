import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { PracticeBody } from '#app/components/practice_note.tsx'
import { Pagination } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import * as paths from '#app/paths.ts'
import { readSession } from '#app/session.server.ts'
import { listPublicNotes } from '#db/evidence/practice.ts'

export const handle = { title: 'What works in practice' }

export async function loader({ request }: LoaderFunctionArgs) {
  const params = new URL(request.url).searchParams
  const sector = /^[\w-]{1,60}$/.exec(params.get('sector') ?? '')?.[0] ?? null
  const after = /^\d{1,15}$/.exec(params.get('after') ?? '')?.[0] ?? null
  const { notes, hasMore } = await listPublicNotes(sector, after === null ? null : Number(after))
  const role = (await readSession(request))?.membership?.role
  return {
    notes: notes.map(({ decidedAt, ...note }) => ({
      ...note,
      approvedOn: decidedAt && formatShortDate(dayIn(decidedAt)),
    })),
    isFirst: after === null,
    next: hasMore ? paths.practiceLibrary({ sector, after: notes.at(-1)?.id }) : null,
    first: paths.practiceLibrary({ sector }),
    writes: role !== undefined && may(role, 'practice.read'),
  }
}

export default function PracticeLibrary() {
  const { notes, isFirst, next, first, writes } = useLoaderData<typeof loader>()
  return (
    <Page
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
      title="What works in practice"
      lead="Lessons of awards and studies, each with what it rests on and how sure one may be. Whoever wrote one did not approve it."
      actions={
        writes && (
          <ButtonLink look="outline" href={paths.practiceNotes()}>
            Notes of the agency and its studies
          </ButtonLink>
        )
      }
    >
      {notes.length === 0 ? (
        <EmptyState title="No note is published yet">
          A note stands here once it is approved. Invented ones of the sample never do.
        </EmptyState>
      ) : (
        notes.map((note) => (
          <Section
            key={note.id}
            id={`note-${note.id}`}
            title={note.title}
            aside={note.approvedOn && `Approved ${note.approvedOn}`}
          >
            <PracticeBody note={note} opens={false} />
          </Section>
        ))
      )}
      {(!isFirst || next) && (
        <Pagination
          position={isFirst ? 'The latest notes' : 'Earlier notes'}
          previous={isFirst ? null : first}
          next={next}
        />
      )}
    </Page>
  )
}
