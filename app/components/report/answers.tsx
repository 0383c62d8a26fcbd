import type { ReactNode } from 'react'
import { AnswerFiles } from './files.tsx'
import { type Discussed, ThreadLink } from './threads.tsx'
import { ValueLink } from './value_link.tsx'
import { CellField, TextArea, TextField } from '#app/components/fields.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import type { FieldProps } from '#app/form.tsx'
import { type Offer, takeField } from '#app/domain/report/crosswalk.ts'
import { formatFigure, formatValue, isFigure } from '#app/domain/report/display.ts'
import { isBacked, type NamedFile } from '#app/domain/report/files.ts'
import { spellOut } from '#app/domain/report/sheet.ts'
import { explanationName } from '#app/domain/report/section.ts'
import { type Answers, type TemplateItem, isAnswered } from '#app/domain/report/template.ts'
import * as paths from '#app/paths.ts'

export interface AnswersProps {
  items: readonly TemplateItem[]
  section: { order: number; title: string; items: readonly TemplateItem[] }
  answers: Answers
  explanations: Answers
  targets: Readonly<Record<string, string>>
  last: { label: string; answers: Answers } | null
  label: string
  /** Null: to read only. */
  field: ((name: string) => FieldProps) | null
  /** The files that back these answers, and where those of one are kept; the page of a draft alone. */
  files?: { number: string; listed: readonly NamedFile[] }
  discussed?: Discussed
  /** What was given elsewhere already, and where each figure that was taken over stood. */
  known?: { offers: readonly Offer[]; origins: Readonly<Record<string, string>>; href: string }
  /** What the version said that was returned: to write the new answers beside. */
  sent?: { no: number; answers: Answers } | null
  /** What somebody else wrote into a field after the page was opened, by field name. */
  theirs?: Readonly<Record<string, { text: string | null; who: string; when: string }>>
}

/** A section's figures with what to hold them against beside each, then its narratives. */
export function SectionAnswers(props: AnswersProps) {
  const { section, last, label, targets } = props
  const figures = section.items.filter(isFigure)
  const hasTargets = figures.some(({ itemCode }) => targets[itemCode])
  const texts = section.items.filter(({ itemKind }) => itemKind === 'narrative')
  return (
    <>
      {figures.length > 0 && (
        <DataTable
          id={`figures-${section.order}`}
          caption={`${section.title}, ${label}`}
          captionHidden
        >
          <thead>
            <tr>
              <HeaderCell>Figure</HeaderCell>
              <HeaderCell numeric id={`period-${section.order}`}>
                {label}
              </HeaderCell>
              <HeaderCell numeric>{last ? `${last.label}, accepted` : 'Last period'}</HeaderCell>
              {hasTargets && <HeaderCell numeric>Target</HeaderCell>}
            </tr>
          </thead>
          <tbody>
            {figures.map((item) => (
              <FigureRow key={item.itemCode} item={item} hasTargets={hasTargets} {...props} />
            ))}
          </tbody>
        </DataTable>
      )}
      {texts.map((item) => (
        <Narrative key={item.itemCode} item={item} {...props} />
      ))}
    </>
  )
}

function FigureRow({
  item,
  hasTargets,
  ...props
}: AnswersProps & { item: TemplateItem; hasTargets: boolean }) {
  const { items, answers, targets, last, field, sent } = props
  const { itemCode, label, help, required, entry } = item
  const target = targets[itemCode]
  const isDerived = entry === 'derived'
  return (
    <tr>
      <th scope="row" className="wrap">
        <span id={`label-${itemCode}`}>
          {label}
          {!required && !isDerived && <span className="usa-hint"> (optional)</span>}
        </span>
        {help && field && (
          <span className="sub">
            {spellOut(help, items)}
            {isDerived && ' Renewed when you save.'}
          </span>
        )}
        <ThreadLink item={item} discussed={props.discussed} />
        <Known item={item} {...props} />
        <Backing item={item} {...props} />
        <Note item={item} {...props} />
      </th>
      <td className="number">
        {field && !isDerived ? (
          <>
            <CellField
              {...field(itemCode)}
              labelledBy={`label-${itemCode} period-${item.sectionOrder}`}
            />
            <Theirs name={itemCode} theirs={props.theirs} />
          </>
        ) : (
          <Linked item={item} {...props}>
            {formatFigure(item, items, answers) ?? <span className="absent">no answer</span>}
          </Linked>
        )}
        {sent && (
          <span className="sub">
            Version {sent.no}: {formatFigure(item, items, sent.answers) ?? 'no answer'}
          </span>
        )}
      </td>
      <td className="number">
        {(last && formatFigure(item, items, last.answers)) ?? <span className="absent">none</span>}
      </td>
      {hasTargets && (
        <td className="number">
          {target ? formatValue(item.valueType, target) : <span className="absent">none</span>}
        </td>
      )}
    </tr>
  )
}

/** Where a figure was taken over from, or where it was given already and may be taken over from. */
function Known({ item, items, answers, known, field }: AnswersProps & { item: TemplateItem }) {
  const { itemCode, label } = item
  if (known?.origins[itemCode]) return <span className="sub">{known.origins[itemCode]}</span>
  const offer = known?.offers.find((one) => one.itemCode === itemCode)
  if (!known || !offer || !field || offer.value === answers[itemCode]) return null
  const { value, comparability, from } = offer
  return (
    <span className="sub">
      You gave {formatFigure(item, items, { [itemCode]: value })} in your {from.label} report of{' '}
      {from.awardName}: {comparability === 'same' ? 'the same measure' : 'a close measure'}.{' '}
      <a href={`${known.href}#${takeField(itemCode)}`}>
        Take it over<span className="visually-hidden"> as {label}</span>
      </a>
    </span>
  )
}

/** What only reads leads to how it came about. */
function Linked({
  item,
  files,
  children,
}: AnswersProps & { item: TemplateItem; children: ReactNode }) {
  if (!files) return <>{children}</>
  return (
    <ValueLink number={files.number} code={item.itemCode}>
      {children}
    </ValueLink>
  )
}

/** The files that back an answer. */
function Backing({ item, files }: AnswersProps & { item: TemplateItem }) {
  if (!files) return null
  return <AnswerFiles number={files.number} itemCode={item.itemCode} files={files.listed} />
}

/** Words that go with a figure: why it does not apply, or what its reviewer should know. */
function Note({ item, explanations, field, theirs, files }: AnswersProps & { item: TemplateItem }) {
  const { itemCode, label } = item
  const name = explanationName(itemCode)
  const given = explanations[itemCode]
  if (!field) return isAnswered(given) ? <span className="sub">Note: {given}</span> : null
  const props = field(name)
  const isOpen = isAnswered(given) || Boolean(props.error) || Boolean(theirs?.[name])
  return (
    <details className="note" open={isOpen}>
      <summary>
        {files && isBacked(item) ? 'Add a note or a file' : 'Add a note'}
        <span className="visually-hidden"> to {label}</span>
      </summary>
      <TextField
        {...props}
        label={
          <>
            Note, or why it does not apply
            <span className="visually-hidden">: {label}</span>
          </>
        }
        optional
      />
      <Theirs name={name} theirs={theirs} />
      {files && (
        <p>
          {isBacked(item) && (
            <>
              <a href={paths.reportFiles(files.number, itemCode)}>
                Add or remove files<span className="visually-hidden"> of {label}</span>
              </a>
              {' · '}
            </>
          )}
          <a href={paths.reportValue(files.number, itemCode)}>
            History<span className="visually-hidden"> of {label}</span>
          </a>
        </p>
      )}
    </details>
  )
}

function Narrative({ item, ...props }: AnswersProps & { item: TemplateItem }) {
  const { answers, last, field, theirs, sent } = props
  const { itemCode, label, help, required } = item
  const earlier = last?.answers[itemCode]
  return (
    <div className="answer">
      {field ? (
        <TextArea
          {...field(itemCode)}
          label={label}
          hint={help ?? undefined}
          optional={!required}
        />
      ) : (
        <>
          <h2>{label}</h2>
          <p className="prose">{answers[itemCode] ?? <span className="absent">no answer</span>}</p>
        </>
      )}
      <Theirs name={itemCode} theirs={theirs} />
      <ThreadLink item={item} discussed={props.discussed} />
      <Backing item={item} {...props} />
      {(required || (field && props.files)) && <Note item={item} {...props} />}
      {!field && props.files && (
        <p className="sub">
          <Linked item={item} {...props}>
            History
          </Linked>
        </p>
      )}
      {sent && (
        <details className="note">
          <summary>
            What version {sent.no} said<span className="visually-hidden"> on {label}</span>
          </summary>
          <p className="prose">{sent.answers[itemCode] ?? 'No answer.'}</p>
        </details>
      )}
      {isAnswered(earlier) && (
        <details className="note">
          <summary>
            What the {last?.label} report said<span className="visually-hidden"> on {label}</span>
          </summary>
          <p className="prose">{earlier}</p>
        </details>
      )}
    </div>
  )
}

function Theirs({ name, theirs }: { name: string; theirs: AnswersProps['theirs'] }) {
  const other = theirs?.[name]
  if (!other) return null
  return (
    <div className="theirs">
      <p>
        {other.who} wrote at {other.when}:
      </p>
      <blockquote className="prose">{other.text ?? 'nothing: the answer was taken out'}</blockquote>
    </div>
  )
}
