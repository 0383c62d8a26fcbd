import { SchemaForm } from '#app/form.tsx'
import type { Reply } from '#app/form.server.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import {
  type AssistanceState,
  type Reading,
  assistanceStateLabels,
  movedWords,
} from '#app/domain/oversight/assistance.ts'
import { type ValueType, formatFigure } from '#app/domain/report/accepted.ts'
import { formatPercent, shareOf } from '#app/domain/share.ts'
import * as paths from '#app/paths.ts'
import type { Assistance, AwardPeriod } from '#db/oversight/assistance.ts'
import { SubmitRow } from './buttons.tsx'
import { Radios } from './choices.tsx'
import { DateField } from './date-field.tsx'
import { NumberField, TextArea, TextField } from './fields.tsx'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

const tones = {
  asked: 'action',
  given: 'good',
  declined: 'plain',
  withdrawn: 'plain',
} satisfies Record<AssistanceState, TagTone>

export function AssistanceTag({ state }: { state: AssistanceState }) {
  return <StatusTag tone={tones[state]}>{assistanceStateLabels[state]}</StatusTag>
}

/** 'Mar 3, 2026', 'Mar 3, 2026 to Mar 5, 2026' */
export function daysOf({ givenFrom, givenTo }: { givenFrom: string; givenTo: string }): string {
  if (givenFrom === givenTo) return formatShortDate(givenFrom)
  return `${formatShortDate(givenFrom)} to ${formatShortDate(givenTo)}`
}

export interface MovementLine {
  side: 'before' | 'after'
  period: AwardPeriod
  reading: Reading
  holdsHelp: boolean
}

/** The indicator in the period before the help and in the two after it, each with its report. */
export function MovementTable(props: {
  lines: MovementLine[]
  code: string
  valueType: ValueType
  isAdded: boolean
}) {
  const { lines, code, valueType, isAdded } = props
  return (
    <DataTable id="movement-table" caption="Before and after the help" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Period</HeaderCell>
          <HeaderCell numeric>{isAdded ? 'Added in the period' : 'Accepted figure'}</HeaderCell>
          <HeaderCell>Movement</HeaderCell>
          <HeaderCell>Report</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {lines.map(({ side, period, reading, holdsHelp }) => (
          <tr key={period.end}>
            <th scope="row">
              {period.label}
              <span className="sub">
                {side === 'before' ? 'before the help' : 'after the help'}
                {holdsHelp && ', which fell into it'}
              </span>
            </th>
            <td className="number">
              {reading.kind === 'known' ? (
                shown(valueType, reading.value)
              ) : (
                <span className="absent">{absent[reading.kind]}</span>
              )}
            </td>
            <td>{reading.kind === 'known' && reading.moved && movedWords[reading.moved]}</td>
            <td>
              <ReportCell period={period} code={code} reading={reading} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** A rate stands alone here, as a share from 0 to 1. */
function shown(valueType: ValueType, value: string): string | null {
  if (valueType === 'rate') return formatPercent(shareOf(value, '1'), 1)
  return formatFigure({ valueType, value })
}

const absent = {
  waits: 'not known yet',
  none: 'not reported',
  no_start: 'not known without the period before',
}

function ReportCell(props: { period: AwardPeriod; code: string; reading: Reading }) {
  const { period, code, reading } = props
  if (reading.kind === 'waits') return <>Not accepted yet, due {formatShortDate(reading.dueOn)}</>
  if (!period.isAccepted && period.value === null) return <>No report comes</>
  return (
    <>
      {period.report ? (
        <a href={paths.reportValue(period.report, code)}>
          Accepted<span className="visually-hidden"> report of {period.label}</span>
        </a>
      ) : (
        'Accepted'
      )}
      {period.isBeingCorrected && (
        <>
          {' '}
          <StatusTag tone="warn">being corrected</StatusTag>
        </>
      )}
    </>
  )
}

/** The officer's answer to a request. */
export function AnswerForm({ one, reply }: { one: Assistance; reply: Reply | undefined }) {
  return (
    <Section id="answer" title="Answer the request">
      <SchemaForm
        schema={async () =>
          (await import('#app/domain/oversight/assistance_forms.ts')).assistanceAnswerForm
        }
        reply={reply}
        version={one.version}
      >
        {(field) => (
          <>
            <Radios
              {...field('answer')}
              legend="What comes of it"
              choices={[
                {
                  value: 'give',
                  label: 'It was given',
                  hint: 'Say by whom, on which days, how long and what was done.',
                },
                {
                  value: 'decline',
                  label: 'It is declined',
                  hint: 'Say why. Leave the rest empty.',
                },
              ]}
            />
            <TextField
              {...field('by')}
              label="Given by"
              hint="You, a colleague, or whom the agency sent."
              optional
            />
            <DateField name="from" field={field} legend="First day" />
            <DateField
              name="to"
              field={field}
              legend="Last day"
              hint="Leave it empty where it took one day."
            />
            <NumberField
              {...field('hours')}
              label="Hours in all"
              hint="Such as 6 or 1.5."
              optional
            />
            <TextArea
              {...field('words')}
              label="What was done, or why not"
              hint="The grantee reads it."
              rows={5}
            />
            <SubmitRow
              label="Record this"
              instead="Back to the assistance"
              href={paths.assistance(one.number)}
            />
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
