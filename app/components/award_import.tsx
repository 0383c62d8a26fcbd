import type { PlannedAward } from '#app/domain/award_sheet.ts'
import { type FieldChange, importedFieldLabels } from '#app/domain/award_sheet.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import { Change } from './history.tsx'
import { NextStep } from './notices.tsx'
import { Section } from './page.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

interface Planned {
  file: { id: number; state: string; storedAt: Date | null; confirmedBy: string | null }
  counts: { new: number; changed: number; same: number }
  entered: readonly PlannedAward[]
  changed: readonly PlannedAward[]
}

/** What a file does to the record: awards it enters, and fields it changes with what stood there. */
export function ImportPlan({ shown, ...planned }: Planned & { shown: number }) {
  const { file, counts, entered, changed } = planned
  const isStored = file.state === 'stored'
  const all = (
    <a href={paths.awardImportRows(file.id)} download>
      Download every row (CSV)
    </a>
  )
  const rest = (count: number) => (count > shown ? `The first ${shown} are shown.` : null)
  return (
    <>
      {changed.length > 0 && (
        <Section
          id="changed"
          title={`${formatCount(counts.changed)} changed`}
          aside={entered.length === 0 && all}
        >
          {rest(counts.changed) && <p>{rest(counts.changed)}</p>}
          <DataTable id="changed-list" caption="Awards that the file changes" captionHidden>
            <thead>
              <tr>
                <HeaderCell>Award</HeaderCell>
                <HeaderCell>Field</HeaderCell>
                <HeaderCell>
                  {isStored ? 'Before, and since' : 'Now, and as the file has it'}
                </HeaderCell>
              </tr>
            </thead>
            {changed.map((award) => (
              <tbody key={award.number}>
                {award.changes.map((change, index) => (
                  <tr key={change.field}>
                    {index === 0 && (
                      <th scope="rowgroup" rowSpan={award.changes.length} className="wrap">
                        <a href={paths.award(award.number)}>{award.number}</a>
                        <span className="sub">
                          {award.organization}, row {award.row}
                        </span>
                      </th>
                    )}
                    <td>{importedFieldLabels[change.field]}</td>
                    <td className="wrap">
                      <Change before={before(change)} after={shownAs(change.field, change.after)} />
                    </td>
                  </tr>
                ))}
              </tbody>
            ))}
          </DataTable>
        </Section>
      )}
      {entered.length > 0 && (
        <Section id="new" title={`${formatCount(counts.new)} new`} aside={all}>
          {rest(counts.new) && <p>{rest(counts.new)}</p>}
          <DataTable id="new-list" caption="Awards that the file enters" captionHidden>
            <thead>
              <tr>
                <HeaderCell>Award</HeaderCell>
                <HeaderCell>Lead organization</HeaderCell>
                <HeaderCell>Program</HeaderCell>
                <HeaderCell numeric>Amount</HeaderCell>
                <HeaderCell>Period</HeaderCell>
                <HeaderCell>States</HeaderCell>
              </tr>
            </thead>
            <tbody>
              {entered.map((award) => (
                <NewAward key={award.number} award={award} isStored={isStored} />
              ))}
            </tbody>
          </DataTable>
        </Section>
      )}
    </>
  )
}

function NewAward({ award, isStored }: { award: PlannedAward; isStored: boolean }) {
  const value = (field: FieldChange['field']) =>
    award.changes.find((change) => change.field === field)?.after ?? null
  const silent = <span className="absent">the file does not say</span>
  const amount = value('amount')
  const period = [value('periodStart'), value('periodEnd')].filter(Boolean).join(' – ')
  return (
    <tr>
      <th scope="row">
        {isStored ? <a href={paths.award(award.number)}>{award.number}</a> : award.number}
        <span className="sub">Row {award.row}</span>
      </th>
      <td className="wrap">
        {award.organization}
        {value('name') && <span className="sub">{value('name')}</span>}
      </td>
      <td>{value('programCode')}</td>
      <td className="number">{amount ? formatMoney(amount) : silent}</td>
      <td>{period || silent}</td>
      <td className="wrap">{value('states') ?? value('state') ?? silent}</td>
    </tr>
  )
}

function before({ field, before }: FieldChange) {
  return before === null ? null : shownAs(field, before)
}

function shownAs(field: FieldChange['field'], text: string): string {
  return field === 'amount' || field === 'matchAmount' ? formatMoney(text) : text
}

/** What was stored, who is told, and what is left to do. */
export function ImportOutcome({ file, counts }: Planned) {
  return (
    <NextStep title="Stored">
      <p>
        {formatCount(counts.new)} new {counts.new === 1 ? 'award' : 'awards'} and{' '}
        {formatCount(counts.changed)} changed, confirmed by {file.confirmedBy}
        {file.storedAt && `, ${formatDateTime(file.storedAt)}`}. The history of each award says from
        which file and row it comes. Nobody is told by mail.
      </p>
      {counts.new > 0 && (
        <p>
          A new award has no program officer and no reports due yet:{' '}
          <a href={paths.awards({ sort: 'officer' })}>assign officers</a> and set each schedule on
          the award’s page.
        </p>
      )}
    </NextStep>
  )
}
