import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { formatMoney } from '#app/domain/money.ts'
import type { Reply } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import type { Partnership } from '#db/partners/find.ts'
import { SubmitRow } from './buttons.tsx'
import { DateField } from './date-field.tsx'
import { MoneyField, TextArea } from './fields.tsx'
import { EmptyState } from './notices.tsx'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** What a subrecipient receives of an award, each word on it, the last first. */
export function Subawards({ part }: { part: Partnership }) {
  const [last] = part.subawards
  if (!last) {
    return (
      <EmptyState title="No subaward is recorded">
        The grantee records what it passes on to this organization, of the dollars of the award.
      </EmptyState>
    )
  }
  return (
    <>
      <p>
        It receives {formatMoney(last.amount)}
        {part.amount && ` of the ${formatMoney(part.amount)} of this award`}. The award holds this
        money already, so no total counts it again.
      </p>
      <DataTable id="subawards-table" caption="What was recorded of the subaward" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Agreed on</HeaderCell>
            <HeaderCell numeric>In all</HeaderCell>
            <HeaderCell>What changed</HeaderCell>
            <HeaderCell>Recorded by</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {part.subawards.map((one) => (
            <tr key={one.no}>
              <th scope="row">{formatShortDate(one.agreedOn)}</th>
              <td className="number">{formatMoney(one.amount)}</td>
              <td className="wrap">{one.reason ?? <span className="absent">first word</span>}</td>
              <td>
                {one.saidBy}
                <span className="sub">{formatDateTime(new Date(one.saidAt))}</span>
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}

export function RecordSubaward(props: { part: Partnership; reply: Reply | undefined }) {
  const { part, reply } = props
  const isFirst = part.subawards.length === 0
  return (
    <Section id="record" title={isFirst ? 'Record the subaward' : 'Record a change'}>
      <SchemaForm
        schema={async () => (await import('#app/domain/partner_forms.ts')).subawardForm}
        reply={reply}
        version={part.subawards.length}
      >
        {(field) => (
          <>
            <MoneyField
              {...field('amount')}
              label="What it receives in all"
              hint="Under the agreement and its amendments, over the whole period."
            />
            <DateField
              name="agreedOn"
              field={field}
              legend={isFirst ? 'Day of the agreement' : 'Day of the amendment'}
            />
            {!isFirst && <TextArea {...field('reason')} label="What changed" rows={3} />}
            <SubmitRow
              label="Record the subaward"
              instead="Back to the partners"
              href={paths.awardPartners(part.number)}
            />
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
