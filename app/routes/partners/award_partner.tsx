import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { MoneyField, NumberField } from '#app/components/fields.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { AlsoGrantee } from '#app/components/partner_tables.tsx'
import { RecordSubaward, Subawards } from '#app/components/subawards.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import type { Permitted } from '#app/domain/access.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import { commitmentStepLabels, commitmentSteps, partnerRoleLabels } from '#app/domain/partner.ts'
import { commitmentForm, subawardForm } from '#app/domain/partner_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Partnership, findPartnership } from '#db/partners/find.ts'
import { recordCommitment } from '#db/partners/record.ts'
import { listGranteesNamed, recordSubaward } from '#db/partners/subawards.ts'

export const handle = { title: ({ part }: { part: Partnership }) => `${part.partner}, by period` }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const id = foundId(params['id'])
  const part = found(await findPartnership(actor, params['number'] ?? '', id))
  return {
    part,
    grantees: await listGranteesNamed(actor, { ...part, name: part.partner }),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'partner.record')
  const reader = await requireActor(request, 'award.read')
  const at = { number: params['number'] ?? '', id: foundId(params['id']) }
  const { role } = found(await findPartnership(reader, at.number, at.id))
  const done =
    role === 'subrecipient' ? await subaward(request, actor, at) : await period(request, actor, at)
  if (!done.ok) return done.reply
  throw redirect(paths.awardPartner(at.number, found(done.result), { done: done.said }))
}

type Recorder = Permitted<'partner.record'>

async function subaward(request: Request, actor: Recorder, at: { number: string; id: number }) {
  const form = await readForm(request, subawardForm)
  if (!form.ok) return { ok: false, reply: refused(form) } as const
  const done = await attempt(form, () =>
    recordSubaward(actor, form.key, { ...at, version: form.version }, form.data),
  )
  return { ...done, said: 'subaward' }
}

async function period(request: Request, actor: Recorder, at: { number: string; id: number }) {
  const form = await readForm(request, commitmentForm)
  if (!form.ok) return { ok: false, reply: refused(form) } as const
  const done = await attempt(form, () =>
    recordCommitment(actor, form.key, { ...at, version: form.version }, form.data),
  )
  return { ...done, said: 'recorded' }
}

export default function AwardPartner() {
  const { part, grantees, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <AwardFrame
      award={part}
      title={part.partner}
      lead={`${partnerRoleLabels[part.role]} of this award${part.uei ? `, UEI ${part.uei}` : ''}.`}
      above={[{ label: 'Partners', href: paths.awardPartners(part.number) }]}
    >
      {done === 'recorded' && (
        <Alert tone="success" title="The period is recorded">
          Your program officer reads it here. To correct it, record the same period again: both
          words are kept, the last one stands.
        </Alert>
      )}
      {done === 'subaward' && (
        <Alert tone="success" title="The subaward is recorded">
          Your program officer reads it here. When it is amended, record the new amount: each word
          is kept, the last one stands.
        </Alert>
      )}
      <AlsoGrantee grantees={grantees} />
      <Section
        id="periods"
        title={part.role === 'subrecipient' ? 'What it receives' : 'What it promised and did'}
        aside={<a href={paths.partner(part.partnerId)}>Its part in every award</a>}
      >
        {part.role === 'subrecipient' ? (
          <Subawards part={part} />
        ) : part.said.length === 0 ? (
          <EmptyState title="Nothing is recorded">
            {part.role === 'employer'
              ? 'The grantee records for each period how many jobs were committed and how many people were interviewed, hired and stayed.'
              : 'Only of employers it is recorded how many people they take.'}
          </EmptyState>
        ) : (
          <Periods said={part.said} />
        )}
      </Section>
      {part.records && part.role === 'subrecipient' && <RecordSubaward part={part} reply={reply} />}
      {part.records && part.role === 'employer' && (
        <Section id="record" title="Record a period">
          <SchemaForm
            schema={async () => (await import('#app/domain/partner_forms.ts')).commitmentForm}
            reply={reply}
            version={part.said.length}
          >
            {(field) => (
              <>
                <DateField name="period" field={field} legend="Last day of the period" />
                {commitmentSteps.map((step, at) => (
                  <NumberField
                    key={step}
                    {...field(step)}
                    label={commitmentStepLabels[step]}
                    hint={
                      at === 0 ? 'Jobs the employer set aside in the period.' : 'Of those before.'
                    }
                  />
                ))}
                <MoneyField {...field('wage')} label="Hourly wage at hire" optional />
                <SubmitRow
                  label="Record the period"
                  instead="Back to the partners"
                  href={paths.awardPartners(part.number)}
                />
              </>
            )}
          </SchemaForm>
        </Section>
      )}
    </AwardFrame>
  )
}

function Periods({ said }: { said: Partnership['said'] }) {
  return (
    <DataTable id="periods-table" caption="By period" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Period to</HeaderCell>
          {commitmentSteps.map((step) => (
            <HeaderCell key={step} numeric>
              {commitmentStepLabels[step]}
            </HeaderCell>
          ))}
          <HeaderCell numeric>Hourly wage at hire</HeaderCell>
          <HeaderCell>Recorded by</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {said.map((one, at) => (
          <tr key={one.id}>
            <th scope="row">
              {formatShortDate(one.periodEnd)}
              {said[at - 1]?.periodEnd === one.periodEnd && (
                <span className="sub">corrected since</span>
              )}
            </th>
            {commitmentSteps.map((step) => (
              <td className="number" key={step}>
                {formatCount(one[step])}
              </td>
            ))}
            <td className="number">
              {one.wage ? (
                formatMoney(one.wage, { cents: true })
              ) : (
                <span className="absent">not recorded</span>
              )}
            </td>
            <td>
              {one.saidBy}
              <span className="sub">{formatDateTime(new Date(one.saidAt))}</span>
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
