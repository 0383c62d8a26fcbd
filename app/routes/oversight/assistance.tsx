import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AssistanceTag, daysOf } from '#app/components/assistance.tsx'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Select, TextArea, TextField } from '#app/components/fields.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { closedRefusal } from '#app/domain/award_life.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { assistanceForm } from '#app/domain/oversight/assistance_forms.ts'
import type { Reply } from '#app/form.server.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type AwardAssistance, findAwardAssistance, listAimable } from '#db/oversight/assistance.ts'
import { askAssistance } from '#db/oversight/assistance_moves.ts'

export const handle = {
  title: ({ award }: { award: AwardAssistance }) => `Technical assistance – ${awardName(award)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'visit.read')
  const award = found(await findAwardAssistance(actor, params['number'] ?? ''))
  const asks =
    may(actor.role, 'assistance.ask') &&
    (actor.role !== 'officer' || award.isOwnCase) &&
    closedRefusal(award.status) === null
  return { award, asks, aims: asks ? await listAimable(actor, award.number) : [] }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'assistance.ask')
  const form = await readForm(request, assistanceForm)
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    askAssistance(actor, form.key, params['number'] ?? '', form.data),
  )
  if (!done.ok) return done.reply
  const { number, no } = found(done.result)
  throw redirect(paths.oneAssistance(number, no, { done: 'asked' }))
}

type Aims = Awaited<ReturnType<typeof listAimable>>

export default function AssistancePage() {
  const { award, asks, aims } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={award}
      title="Technical assistance"
      lead="Help that was asked for, what was given, and whether the figure it was meant for moved."
      above={[{ label: 'Visits', href: paths.oversight(award.number) }]}
    >
      <Section id="assistance" title="Asked and given">
        {award.asked.length === 0 ? (
          <EmptyState title="Nobody asked for help yet">
            {asks
              ? 'Ask for it below.'
              : 'The grantee or its program officer asks. The officer records what was given, or says why not.'}
          </EmptyState>
        ) : (
          <Asked award={award} />
        )}
      </Section>
      {asks && <AskForm number={award.number} aims={aims} reply={reply} />}
    </AwardFrame>
  )
}

function Asked({ award }: { award: AwardAssistance }) {
  return (
    <DataTable id="assistance-list" caption="Technical assistance, the latest first" captionHidden>
      <thead>
        <tr>
          <HeaderCell numeric>No.</HeaderCell>
          <HeaderCell>Topic</HeaderCell>
          <HeaderCell>Asked</HeaderCell>
          <HeaderCell>Given</HeaderCell>
          <HeaderCell>State</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {award.asked.map((one) => (
          <tr key={one.no}>
            <td className="number">{one.no}</td>
            <th scope="row" className="wrap">
              <a href={paths.oneAssistance(award.number, one.no)}>{one.topic}</a>
              {one.indicator && <span className="sub">For: {one.indicator}</span>}
            </th>
            <td>
              <span className="nowrap">{formatShortDate(dayIn(one.askedAt))}</span>
              <span className="sub">{one.asker}</span>
            </td>
            <td>
              {one.givenFrom && one.givenTo
                ? daysOf({ givenFrom: one.givenFrom, givenTo: one.givenTo })
                : ''}
            </td>
            <td>
              <AssistanceTag state={one.state} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function AskForm(props: { number: string; aims: Aims; reply: Reply | undefined }) {
  const { number, aims, reply } = props
  return (
    <Section id="ask" title="Ask for assistance">
      <SchemaForm
        schema={async () =>
          (await import('#app/domain/oversight/assistance_forms.ts')).assistanceForm
        }
        reply={reply}
      >
        {(field) => (
          <>
            <TextField
              {...field('topic')}
              label="Topic"
              hint="In a few words, such as “Following up on people who left”."
            />
            <TextArea
              {...field('words')}
              label="What help is needed"
              hint="What you tried, who should take part, and by when it would help."
              rows={5}
            />
            <Select
              {...field('indicator')}
              label="Which figure it is meant to move"
              hint="It is compared with the accepted reports afterwards. Those with a target come first."
              optional
              empty="None of the figures"
              choices={aims.map(({ code, name, hasTarget }) => ({
                value: code,
                label: hasTarget ? `${name} (has a target)` : name,
              }))}
            />
            <SubmitRow
              label="Ask for assistance"
              instead="Back to the award"
              href={paths.award(number)}
            />
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
