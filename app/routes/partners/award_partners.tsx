import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SearchForm } from '#app/components/filters.tsx'
import { AwardFrame, type NamedAward } from '#app/components/award_life.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { Select, TextField } from '#app/components/fields.tsx'
import { Alert, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { PartTable } from '#app/components/partner_tables.tsx'
import { type Permitted, permit } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { addMoney, formatMoney } from '#app/domain/money.ts'
import { isUei, partnerRoleLabels, partnerRoles } from '#app/domain/partner.ts'
import { partnerForm } from '#app/domain/partner_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findAwardPartners, listAlike } from '#db/partners/find.ts'
import { addPartner } from '#db/partners/record.ts'

export const handle = {
  title: ({ award }: { award: NamedAward }) => `Partners – ${awardName(award)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.read')
  const award = found(await findAwardPartners(actor, params['number'] ?? ''))
  const name = nameIn(request)
  const recorder = award.records ? permit(actor, 'partner.record') : null
  return {
    award,
    name,
    alike: recorder && name ? await listAlike(recorder, { name, sample: award.sample }) : [],
    done: new URL(request.url).searchParams.get('done'),
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'partner.record')
  const form = await readForm(request, partnerForm)
  if (!form.ok) return refused(form)
  const number = params['number'] ?? ''
  if (form.typed['partner'] === undefined && (await offersAlike(actor, request, number))) {
    const partner = 'Choose one of the list, or that it is another organization.'
    return refused({ typed: form.typed, errors: { partner } })
  }
  const done = await attempt(form, () => addPartner(actor, form.key, number, form.data))
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.awardPartners(number, { done: 'added' }))
}

/** Whether the page that was sent offers organizations to choose from. */
async function offersAlike(actor: Permitted<'partner.record'>, request: Request, number: string) {
  const reader = permit(actor, 'award.read')
  const award = reader && (await findAwardPartners(reader, number))
  const name = nameIn(request)
  return award && name ? (await listAlike(actor, { name, sample: award.sample })).length > 0 : false
}

function nameIn(request: Request): string {
  const name = new URL(request.url).searchParams.get('name') ?? ''
  return name.trim().slice(0, 200)
}

export default function AwardPartners() {
  const { award, name, alike, done } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const recorded = new Set(award.partners.map((part) => part.name.toLowerCase()))
  const subawarded = award.partners.flatMap(({ subaward }) => subaward ?? [])
  const named = award.named.filter((one) => !recorded.has(one.name.toLowerCase()))
  return (
    <AwardFrame
      award={award}
      title="Partners"
      lead="The organizations that take part in this award without holding it, and what employers promised and did."
    >
      {done === 'added' && (
        <Alert tone="success" title="The partner is recorded">
          Your program officer reads it here. Of an employer, record next what it promised and did
          in each period, of a subrecipient what it receives: the last column of its line.
        </Alert>
      )}
      <Section
        id="partners"
        title="Who takes part"
        aside={<a href={paths.partners()}>All partners</a>}
      >
        {award.partners.length === 0 ? (
          <EmptyState title="Nobody is recorded yet">
            {award.records
              ? 'Record your first partner below.'
              : 'The grantee records who takes part: subrecipients, employers, training providers, boards, centers and hubs.'}
          </EmptyState>
        ) : (
          <PartTable
            id="parts"
            caption="Who takes part in this award"
            head="Organization"
            parts={award.partners.map((part) => ({
              ...part,
              sub: part.uei && `UEI ${part.uei}`,
              href: paths.partner(part.partnerId),
              figuresHref:
                part.role === 'employer' || part.role === 'subrecipient'
                  ? paths.awardPartner(award.number, part.id)
                  : null,
            }))}
          />
        )}
        {subawarded.length > 0 && (
          <p className="section__note">
            Subawards recorded so far: {formatMoney(addMoney(...subawarded))}
            {award.amount && ` of the ${formatMoney(award.amount)} of the award`}, which holds this
            money already.
          </p>
        )}
      </Section>
      {named.length > 0 && (
        <Section
          id="named"
          title={`Named in the ${award.sample ? 'award' : 'sources'}, not recorded yet`}
        >
          <ul className="plain-list">
            {named.map((one) => (
              <li key={one.name}>
                {award.records ? (
                  <a href={paths.awardPartners(award.number, { name: one.name })}>
                    {one.name}
                    <span className="visually-hidden">: record it as a partner</span>
                  </a>
                ) : (
                  one.name
                )}
              </li>
            ))}
          </ul>
        </Section>
      )}
      {award.records && (
        <Section id="add" title="Record a partner">
          <SearchForm
            action={paths.awardPartners(award.number)}
            name="Find the organization"
            label="First look whether it is known"
            hint="Its name or UEI. Partners of other awards are found too, typos forgiven."
            field="name"
            id="find"
            text={name}
            button="Look"
          />
          {name && <AddForm name={name} alike={alike} number={award.number} reply={reply} />}
        </Section>
      )}
    </AwardFrame>
  )
}

function AddForm(props: {
  name: string
  alike: { id: number; name: string; uei: string | null }[]
  number: string
  reply: ReturnType<typeof useActionData<typeof action>>
}) {
  const { name, alike, number, reply } = props
  return (
    <SchemaForm
      schema={async () => (await import('#app/domain/partner_forms.ts')).partnerForm}
      reply={reply}
      values={isUei(name.toUpperCase()) ? { uei: name.toUpperCase() } : { name }}
    >
      {(field) => (
        <>
          {alike.length > 0 && (
            <Radios
              {...field('partner')}
              legend="Is it one of these?"
              choices={[
                ...alike.map((one) => ({
                  value: String(one.id),
                  label: one.name,
                  hint: one.uei && `UEI ${one.uei}`,
                })),
                { value: 'new', label: 'No, it is another organization' },
              ]}
            />
          )}
          <TextField
            {...field('name')}
            label="Name"
            hint="As the organization itself writes it. Of one of the list, its own name stands."
            maxLength={200}
          />
          <TextField
            {...field('uei')}
            label="UEI"
            optional
            hint="Twelve letters and digits, from SAM.gov."
            maxLength={20}
          />
          <Select
            {...field('role')}
            label="What is it to the award?"
            empty="Choose"
            choices={partnerRoles.map((role) => ({ value: role, label: partnerRoleLabels[role] }))}
          />
          <SubmitRow
            label="Record the partner"
            instead="Back to the partners"
            href={paths.awardPartners(number)}
          />
        </>
      )}
    </SchemaForm>
  )
}
