import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { CaseloadRow } from '#app/components/caseload_row.tsx'
import { Select, TextArea } from '#app/components/fields.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { handOverForm } from '#app/domain/assignment.ts'
import { countedAwards } from '#app/domain/award_actions.ts'
import { caseloadMost } from '#app/domain/caseload.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm, useIsSending } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { assignSeveral, listOfficers } from '#db/awards/assignment.ts'
import { type Desk, findDesk, listCaseload } from '#db/awards/caseloads.ts'

export const handle = { title: 'Hand awards over' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.assign')
  const asked = deskOf(params['desk'])
  const desk = await findOpenDesk(request, asked)
  const reader = await requireActor(request, 'caseload.read')
  const chosen = new URL(request.url).searchParams.getAll('award').slice(0, caseloadMost)
  const { awards } = await listCaseload(reader, asked, { chosen })
  if (awards.length === 0) throw redirect(paths.caseload(asked))
  const officers = await listOfficers(actor)
  return { desk, awards, officers: officers.filter(({ id }) => id !== desk.id) }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.assign')
  await findOpenDesk(request, deskOf(params['desk']))
  const form = await readForm(request, handOverForm)
  if (!form.ok) return refused(form)
  const { award: chosen, ...given } = form.data
  const stays = await assignSeveral(actor, form.key, chosen, given)
  return {
    to: given.officer,
    outcomes: [...stays].map(([number, why]) => ({ number, stays: why })),
  }
}

async function findOpenDesk(request: Request, asked: Desk) {
  return found(await findDesk(await requireActor(request, 'caseload.read'), asked))
}

function deskOf(text: string | undefined): Desk {
  return text === 'nobody' ? 'nobody' : foundId(text)
}

/** First what would be handed over; then, confirmed, what was and what stays. */
export default function HandOver() {
  const { desk, awards, officers } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const isSending = useIsSending()
  const here = desk.id ?? 'nobody'
  const crumbs = [
    { label: 'Awards', href: paths.awards() },
    { label: 'Caseloads', href: paths.caseloads() },
    { label: desk.id === null ? 'No program officer' : desk.name, href: paths.caseload(here) },
  ]
  if (reply && 'outcomes' in reply) {
    return (
      <Page title="Awards handed over" breadcrumb={crumbs}>
        <Outcome {...reply} officers={officers} />
      </Page>
    )
  }
  return (
    <Page
      title={`Hand over ${countedAwards(awards.length)}`}
      lead="Nothing has happened yet. Each award is handed over by itself when you confirm."
      breadcrumb={crumbs}
    >
      <DataTable id="caseload" caption="Awards to be handed over" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Award</HeaderCell>
            <HeaderCell>Status</HeaderCell>
            <HeaderCell>Ends</HeaderCell>
            <HeaderCell>Risk</HeaderCell>
            <HeaderCell>Open</HeaderCell>
            <HeaderCell>What stands out</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {awards.map((award) => (
            <CaseloadRow key={award.number} award={award} tick={null} />
          ))}
        </tbody>
      </DataTable>
      {officers.length === 0 ? (
        <p>
          Your agency has no other active program officer. An administrator can invite one, then you
          can hand awards over here.
        </p>
      ) : (
        <SchemaForm
          schema={async () => (await import('#app/domain/assignment.ts')).handOverForm}
          reply={reply}
        >
          {(field) => (
            <>
              {awards.map(({ number, version }) => (
                <input key={number} type="hidden" name="award" value={`${number}@${version}`} />
              ))}
              <Select
                {...field('officer')}
                label="Program officer from now on"
                empty="Choose"
                choices={officers.map(({ id, name, awards }) => ({
                  value: String(id),
                  label: `${name}, looks after ${countedAwards(awards)}`,
                }))}
              />
              <TextArea
                {...field('reason')}
                label="Why"
                hint="Kept in each award’s history, where its grantee reads it too."
                rows={3}
              />
              <ButtonRow>
                <Button disabled={isSending}>Hand over</Button>
                <a href={paths.caseload(here)}>Cancel</a>
              </ButtonRow>
            </>
          )}
        </SchemaForm>
      )}
    </Page>
  )
}

function Outcome(props: {
  to: number
  outcomes: { number: string; stays: string | null }[]
  officers: { id: number; name: string }[]
}) {
  const moved = props.outcomes.filter(({ stays }) => stays === null)
  const left = props.outcomes.filter(({ stays }) => stays !== null)
  const name = props.officers.find(({ id }) => id === props.to)?.name ?? 'the officer'
  return (
    <>
      {moved.length > 0 && (
        <>
          <Alert tone="success" title={`Handed over to ${name}: ${countedAwards(moved.length)}`}>
            {name} and the grantees’ people are told.
          </Alert>
          <NextStep>
            <a
              href={paths.handOverPack(props.to, {
                award: moved.map(({ number }) => number).join(','),
              })}
            >
              Print the hand-over pack of {countedAwards(moved.length)}
            </a>
            : what is open at each, for {name}.
          </NextStep>
        </>
      )}
      {left.length > 0 && (
        <Alert tone="warning" title={`Not handed over: ${countedAwards(left.length)}`}>
          <ul>
            {left.map(({ number, stays }) => (
              <li key={number}>
                <a href={paths.award(number)}>{number}</a>: {stays}
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  )
}
