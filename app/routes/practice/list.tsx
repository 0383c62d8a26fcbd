import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { PracticeTag } from '#app/components/practice_note.tsx'
import { DataTable, HeaderCell, Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { certaintyLabels } from '#app/domain/evidence/practice.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listNotes } from '#db/evidence/practice.ts'

export const handle = { title: 'Practice notes' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'practice.read')
  const asked = new URL(request.url).searchParams.get('after') ?? ''
  const after = /^\d{1,15}$/.test(asked) ? Number(asked) : null
  const { notes, hasMore } = await listNotes(actor, after)
  return {
    notes,
    isFirst: after === null,
    next: hasMore ? paths.practiceNotes({ after: notes.at(-1)?.id }) : null,
    mayDraft: may(actor.role, 'practice.draft'),
  }
}

export default function PracticeNotes() {
  const { notes, isFirst, next, mayDraft } = useLoaderData<typeof loader>()
  return (
    <Page
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'What works in practice', href: paths.practiceLibrary() },
      ]}
      title="Practice notes"
      lead="What worked, drafted by who saw it, approved by somebody else, and sent to awards alike."
      actions={
        mayDraft && <ButtonLink href={paths.newPracticeNote()}>Draft a practice note</ButtonLink>
      }
    >
      {notes.length === 0 ? (
        <EmptyState title="No note yet">
          A note begins with an approved finding of a study or an accepted report.
        </EmptyState>
      ) : (
        <DataTable id="notes" caption="Practice notes" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Note</HeaderCell>
              <HeaderCell>State</HeaderCell>
              <HeaderCell>How sure</HeaderCell>
              <HeaderCell numeric>Sent to</HeaderCell>
              <HeaderCell numeric>Of use</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {notes.map((note) => (
              <tr key={note.id}>
                <th scope="row" className="wrap">
                  <a href={paths.practiceNote(note.id)}>{note.title}</a>{' '}
                  {note.sample && <SampleBadge />}
                  <span className="sub">{note.draftedBy}</span>
                </th>
                <td>
                  <PracticeTag state={note.state} />
                </td>
                <td className="wrap">{certaintyLabels[note.certainty]}</td>
                <td className="number">{note.sent}</td>
                <td className="number">{note.ofUse}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
      {(!isFirst || next) && (
        <Pagination
          position={isFirst ? 'The latest notes' : 'Earlier notes'}
          previous={isFirst ? null : paths.practiceNotes()}
          next={next}
        />
      )}
    </Page>
  )
}
