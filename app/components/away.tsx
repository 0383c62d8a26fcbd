import { Form } from '@remix-run/react'
import type { AwayPageData } from '#app/away.server.ts'
import { formatDate, formatShortDate } from '#app/domain/calendar.ts'
import type { Reply } from '#app/form.server.ts'
import { SchemaForm, WriteFields, useIsSending } from '#app/form.tsx'
import type { ShownAbsence } from './away_lines.tsx'
import { Button, ButtonRow } from './buttons.tsx'
import { Radios } from './choices.tsx'
import { DateField } from './date-field.tsx'
import { TextField } from './fields.tsx'
import { Alert, EmptyState } from './notices.tsx'

/** Absences that are not over, each with the button that ends it. */
export function Absences(props: {
  absences: readonly ShownAbsence[]
  endHref: (id: number) => string
}) {
  return (
    <ul className="plain-list">
      {props.absences.map((absence) => (
        <li key={absence.id}>
          <Alert tone={absence.isNow ? 'warning' : 'info'}>
            <p>
              {absence.isNow ? 'Away now' : 'Away'} from {formatDate(absence.beginsOn)} to{' '}
              {formatDate(absence.endsOn)}. <strong>{absence.standIn}</strong> stands in.
              {absence.words && ` “${absence.words}”`}
            </p>
            <Form method="post" action={props.endHref(absence.id)}>
              <WriteFields />
              <Button look="outline">
                {absence.isNow ? 'End it now' : 'Call it off'}
                <span className="visually-hidden">
                  : the absence from {formatShortDate(absence.beginsOn)}
                </span>
              </Button>
            </Form>
          </Alert>
        </li>
      ))}
    </ul>
  )
}

/** The form of an absence: who stands in, from when to when, and a word for colleagues. */
export function AwayForm(props: {
  page: Pick<AwayPageData, 'hasDesk' | 'colleagues' | 'role' | 'organization'>
  reply: Reply | undefined
  who: 'you' | 'them'
}) {
  const { page, reply, who } = props
  const isSending = useIsSending()
  if (!page.hasDesk) {
    return (
      <EmptyState title="Nothing waits for this role alone">
        Whoever is {page.role} reads what others do, so nobody has to stand in.
      </EmptyState>
    )
  }
  if (page.colleagues.length === 0) {
    return (
      <EmptyState title="Nobody here can stand in">
        Only a colleague of {page.organization} who may do the same can, and there is none with an
        account. An administrator can invite one.
      </EmptyState>
    )
  }
  return (
    <SchemaForm
      schema={async () => (await import('#app/domain/away_forms.ts')).awayForm}
      reply={reply}
    >
      {(field) => (
        <>
          <Radios
            {...field('colleague')}
            legend="Who stands in"
            hint="Does in the own role what waits for you meanwhile, and is told of it."
            choices={page.colleagues}
          />
          <DateField name="beginsOn" field={field} legend="First day away" />
          <DateField name="endsOn" field={field} legend="Last day away" />
          <TextField
            {...field('words')}
            label="A word for colleagues"
            hint="Shown to everybody of the organization who looks for you: nothing private."
            optional
            maxLength={200}
          />
          <ButtonRow>
            <Button disabled={isSending}>
              {who === 'you' ? 'Mark me as away' : 'Mark as away'}
            </Button>
          </ButtonRow>
        </>
      )}
    </SchemaForm>
  )
}
