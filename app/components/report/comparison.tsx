import { type Discussed, ThreadLink } from './threads.tsx'
import { ValueLink } from './value_link.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { differs, formatFigure, formatValue, isFigure } from '#app/domain/report/display.ts'
import { type Answers, type TemplateItem, isAnswered } from '#app/domain/report/template.ts'

interface Compared {
  items: readonly TemplateItem[]
  answers: Answers
  explanations: Answers
  /** Where figures were taken over from, in words. */
  origins: Readonly<Record<string, string>>
  targets: Readonly<Record<string, string>>
  last: { label: string; answers: Answers } | null
  /** The same period a year ago; null where nothing was accepted for it. */
  yearBefore: { label: string; answers: Answers } | null
  /** What an earlier version of the same report said; null on the first. */
  before: { no: number; answers: Answers } | null
  discussed: Discussed
}

/** One section of a sealed version: this period beside the last accepted one and the target. */
export function ComparedSection({
  section,
  label,
  ...compared
}: Compared & {
  section: { order: number; title: string; items: readonly TemplateItem[] }
  label: string
}) {
  const figures = section.items.filter(isFigure)
  const told = figures.filter((item) => isTold(item, compared))
  const empty = figures.filter((item) => !told.includes(item))
  const hasTargets = told.some(({ itemCode }) => compared.targets[itemCode])
  const texts = section.items.filter(({ itemKind }) => itemKind === 'narrative')
  return (
    <>
      {told.length > 0 && (
        <DataTable id={`figures-${section.order}`} caption={section.title} captionHidden>
          <thead>
            <tr>
              <HeaderCell>Figure</HeaderCell>
              <HeaderCell numeric>{label}</HeaderCell>
              <HeaderCell numeric>{compared.last?.label ?? 'Last period'}</HeaderCell>
              {compared.yearBefore && <HeaderCell numeric>{compared.yearBefore.label}</HeaderCell>}
              {hasTargets && <HeaderCell numeric>Target</HeaderCell>}
            </tr>
          </thead>
          <tbody>
            {told.map((item) => (
              <FigureRow key={item.itemCode} item={item} hasTargets={hasTargets} {...compared} />
            ))}
          </tbody>
        </DataTable>
      )}
      {empty.length > 0 && (
        <p className="fine-print">
          No answer now or before: {empty.map(({ label: name }) => name).join('; ')}.
        </p>
      )}
      {texts.map((item) => (
        <Narrative key={item.itemCode} item={item} {...compared} />
      ))}
    </>
  )
}

/** Whether any column has something to say about a figure. */
function isTold(item: TemplateItem, compared: Compared): boolean {
  const { items, answers, explanations, targets, last, yearBefore, before } = compared
  return [
    yearBefore && formatFigure(item, items, yearBefore.answers),
    formatFigure(item, items, answers),
    explanations[item.itemCode],
    targets[item.itemCode],
    last && formatFigure(item, items, last.answers),
    before && formatFigure(item, items, before.answers),
  ].some(isAnswered)
}

function FigureRow({
  item,
  hasTargets,
  ...compared
}: Compared & { item: TemplateItem; hasTargets: boolean }) {
  const { items, answers, explanations, targets, last, yearBefore, before } = compared
  const explanation = explanations[item.itemCode]
  const origin = compared.origins[item.itemCode]
  const target = targets[item.itemCode]
  return (
    <tr>
      <th scope="row" className="wrap">
        {item.label}
        {isAnswered(explanation) && <span className="sub">Note: {explanation}</span>}
        {origin && <span className="sub">{origin}</span>}
        <ThreadLink item={item} discussed={compared.discussed} />
      </th>
      <td className="number">
        <ValueLink number={compared.discussed.number} code={item.itemCode}>
          {formatFigure(item, items, answers) ?? <span className="absent">no answer</span>}
        </ValueLink>
        {before && differs(item.itemCode, items, answers, before.answers) && (
          <span className="sub">
            <StatusTag tone="warn">Changed</StatusTag> was{' '}
            {formatFigure(item, items, before.answers) ?? 'no answer'}
          </span>
        )}
      </td>
      <td className="number">
        {(last && formatFigure(item, items, last.answers)) ?? <span className="absent">none</span>}
      </td>
      {yearBefore && (
        <td className="number">
          {formatFigure(item, items, yearBefore.answers) ?? <span className="absent">none</span>}
        </td>
      )}
      {hasTargets && (
        <td className="number">
          {target ? formatValue(item.valueType, target) : <span className="absent">none</span>}
        </td>
      )}
    </tr>
  )
}

function Narrative({ item, ...compared }: Compared & { item: TemplateItem }) {
  const { items, answers, explanations, last, before } = compared
  const { itemCode, label } = item
  const explanation = explanations[itemCode]
  const earlier = last?.answers[itemCode]
  const isChanged = before !== null && differs(itemCode, items, answers, before.answers)
  return (
    <div className="answer">
      <h3>
        {label} {isChanged && <StatusTag tone="warn">Changed</StatusTag>}
      </h3>
      <p className="prose">{answers[itemCode] ?? <span className="absent">no answer</span>}</p>
      {isAnswered(explanation) && <p className="sub">Note: {explanation}</p>}
      <p className="sub">
        <ThreadLink item={item} discussed={compared.discussed} />{' '}
        <ValueLink number={compared.discussed.number} code={itemCode}>
          History
        </ValueLink>
      </p>
      {isChanged && (
        <details>
          <summary>What version {before.no} said</summary>
          <p className="prose">{before.answers[itemCode] ?? 'no answer'}</p>
        </details>
      )}
      {isAnswered(earlier) && (
        <details>
          <summary>What the {last?.label} report said</summary>
          <p className="prose">{earlier}</p>
        </details>
      )}
    </div>
  )
}
