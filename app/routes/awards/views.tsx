import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Checkbox } from '#app/components/choices.tsx'
import { TextField } from '#app/components/fields.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { readAwardList } from '#app/domain/award_address.ts'
import { awardListQuery } from '#app/domain/award_list.ts'
import { viewForm } from '#app/domain/view_forms.ts'
import { viewMailShort } from '#app/domain/view_mail_words.ts'
import { wordsFor } from '#app/domain/words.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listViewMails } from '#db/view_digests.ts'
import { listViews, saveView } from '#db/views.ts'

export const handle = { title: 'Views of the awards' }

/** The list to be saved is the one this address asks for. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const url = new URL(request.url)
  const mails = await listViewMails(actor)
  const views = await listViews(actor)
  return {
    views: views.map((view) => ({
      ...view,
      mail: mails.find(({ viewId }) => viewId === view.id)?.every ?? ('none' as const),
    })),
    list: askedList(url),
    done: wordsFor(done, url.searchParams.get('done')),
  }
}

export async function action({ request }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const form = await readForm(request, viewForm)
  if (!form.ok) return refused(form)
  const { name, shared } = form.data
  const query = askedList(new URL(request.url)) ?? ''
  const saved = await attempt(form, () =>
    saveView(actor, form.key, { name, query, shared: shared === 'yes' }),
  )
  if (!saved.ok) return saved.reply
  throw redirect(paths.awardViews({ done: shared ? 'shared' : 'saved' }))
}

/** The query of the list in an address, in its shortest form; null where it asks for none. */
function askedList({ searchParams }: URL): string | null {
  if (!searchParams.has('list')) return null
  const asked = new URLSearchParams(searchParams.get('list') ?? '')
  return paths.awards(awardListQuery(readAwardList(asked))).split('?')[1] ?? ''
}

const done: Record<string, string> = {
  saved: 'The view is saved. You find it above the list of awards.',
  shared: 'The view is saved. You and your colleagues find it above the list of awards.',
  mailed: 'It comes by mail. The first letter tells what entered and left the view from today on.',
  unmailed: 'It no longer comes by mail.',
  removed: 'The view is removed. No award was changed.',
}

export default function Views() {
  const { views, list, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <Page
      title="Views of the awards"
      lead="A view is a list with its filters, order and columns, kept under a name. What it shows is always of today, and of what each reader may see."
      breadcrumb={[{ label: 'Awards', href: paths.awards() }]}
    >
      {done && <Alert tone="success">{done}</Alert>}
      {list !== null && (
        <Section id="save" title="Save the list you came from">
          <SchemaForm
            schema={async () => (await import('#app/domain/view_forms.ts')).viewForm}
            reply={reply}
            action={paths.awardViews({ list })}
          >
            {(field) => (
              <>
                <TextField {...field('name')} label="Name" hint="For example: Health, late, mine" />
                <Checkbox
                  {...field('shared')}
                  value="yes"
                  label="Share it with my organization"
                  hint="Colleagues see its name, and through it what they themselves may see."
                />
                <SubmitRow
                  label="Save the view"
                  instead="Back to the list"
                  href={`${paths.awards()}?${list}`}
                />
              </>
            )}
          </SchemaForm>
        </Section>
      )}
      <Section id="views" title="Saved views">
        {views.length === 0 ? (
          <EmptyState
            title="No view is saved yet"
            action={<a href={paths.awards()}>Go to the awards</a>}
          >
            Filter and order the awards, then choose “Save this view”.
          </EmptyState>
        ) : (
          <ul className="plain-list">
            {views.map(({ id, name, query, shared, owner, mail }) => (
              <li key={id} className="saved-view">
                <span>
                  <a href={`${paths.awards()}?${query}`}>{name}</a>
                  <span className="sub">
                    {owner ? `Shared by ${owner}` : shared ? 'Yours, shared' : 'Yours'} ·{' '}
                    {viewMailShort[mail]}
                  </span>
                </span>
                <span>
                  <a href={paths.awardViewMail(id)}>
                    By mail<span className="visually-hidden">: {name}</span>
                  </a>
                  {!owner && (
                    <>
                      {' · '}
                      <a href={paths.awardViewRemoval(id)}>
                        Remove<span className="visually-hidden"> {name}</span>
                      </a>
                    </>
                  )}
                </span>
              </li>
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}
