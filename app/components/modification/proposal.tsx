import { DateField } from '#app/components/date-field.tsx'
import { MoneyField, TextArea, TextField } from '#app/components/fields.tsx'
import { SubmitRow } from '#app/components/buttons.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import {
  type ModificationKind,
  type Proposal,
  type Terms,
  budgetCategories,
  budgetLabels,
} from '#app/domain/modification.ts'
import { formatMoney } from '#app/domain/money.ts'
import type { Reply } from '#app/form.server.ts'
import { type FieldProps, SchemaForm } from '#app/form.tsx'
import type { Typed } from '#app/form_fields.ts'

/** Fetched when somebody enters the form: it holds the checks of all six kinds. */
const forms = () => import('#app/domain/modification_forms.ts')

/** What is asked for, in the fields of its kind. */
export function ProposalForm(props: {
  kind: ModificationKind
  terms: Terms
  reply: Reply | undefined
  /** A draft as it was written. */
  draft?: Proposal & { version: number }
  submit: string
  cancel: { label: string; href: string }
}) {
  const { kind, terms, reply, draft, submit, cancel } = props
  return (
    <SchemaForm
      schema={async () => (await forms()).proposalForms[kind]}
      reply={reply}
      {...(draft ? { version: draft.version, values: typedAs(draft) } : {})}
    >
      {(field) => (
        <>
          <Parts kind={kind} terms={terms} field={field} />
          <TextArea
            {...field('reason')}
            label="Why it is needed"
            hint="Whoever recommends and decides reads this, and it stays with the award’s record."
          />
          <SubmitRow label={submit} instead={cancel.label} href={cancel.href} />
        </>
      )}
    </SchemaForm>
  )
}

function Parts(props: {
  kind: ModificationKind
  terms: Terms
  field: (name: string) => FieldProps
}) {
  const { kind, terms, field } = props
  switch (kind) {
    case 'scope':
      return (
        <TextArea
          {...field('newWords')}
          label="The scope as it would read"
          hint="The whole of the part that changes, so that it can stand by itself."
          rows={6}
        />
      )
    case 'key_person':
      return (
        <>
          <TextField {...field('position')} label="Position" hint="For example: project director" />
          <TextField {...field('oldWords')} label="Who holds it now" />
          <TextField {...field('newWords')} label="Who takes it over" />
        </>
      )
    case 'budget':
      return (
        <>
          <p>
            What leaves a category stands with a minus, what arrives without; the lines add up to
            $0. Leave empty what does not change.
          </p>
          <div className="field-grid">
            {budgetCategories.map((category) => (
              <MoneyField
                key={category}
                {...field(category)}
                label={budgetLabels[category]}
                optional
              />
            ))}
          </div>
        </>
      )
    case 'no_cost_extension':
      return (
        <DateField
          name="newPeriodEnd"
          field={field}
          legend="New last day of the period"
          hint={
            terms.periodEnd
              ? `It ends ${formatDate(terms.periodEnd)} now.`
              : 'No source gives the present one.'
          }
        />
      )
    case 'supplement':
    case 'deobligation':
      return (
        <MoneyField
          {...field('amountChange')}
          label={kind === 'supplement' ? 'Amount to add' : 'Amount to take back'}
          hint={
            terms.amount === null
              ? 'No source gives the amount of this award.'
              : `The award is ${formatMoney(terms.amount)} now.`
          }
        />
      )
  }
}

function typedAs(draft: Proposal): Typed {
  const [year = '', month = '', day = ''] = (draft.newPeriodEnd ?? '').split('-')
  const texts = {
    reason: draft.reason,
    position: draft.position,
    oldWords: draft.oldWords,
    newWords: draft.newWords,
    amountChange: draft.amountChange?.replace('-', '') ?? null,
    'newPeriodEnd.month': month.replace(/^0/, ''),
    'newPeriodEnd.day': day.replace(/^0/, ''),
    'newPeriodEnd.year': year,
    ...Object.fromEntries(draft.lines.map(({ category, change }) => [category, change])),
  }
  return Object.fromEntries(Object.entries(texts).map(([name, value]) => [name, value ?? '']))
}
