import {
  type PathwaysDomain,
  type SupportCell,
  pathwaysDomains,
  pathwaysWindowLabels,
} from '#app/domain/evidence/body.ts'
import { ratingLabel } from '#app/domain/evidence/ratings.ts'
import * as paths from '#app/paths.ts'
import { DataTable, HeaderCell } from './tables.tsx'

const shown = ['earnings', 'employment', 'benefits', 'education'] as const
const windows = ['short', 'long', 'very_long', 'longest'] as const

/** Where on the page of a model's support a cell is explained. */
export function cellId({ domain, window }: Pick<SupportCell, 'domain' | 'window'>): string {
  return `${domain}-${window}`
}

/** A level that rules gave, which is never the clearinghouse's own. */
export function SupportLevel({ cell }: { cell: SupportCell }) {
  const { level } = cell.rating
  if (level === null) return <span className="absent">no level: quality not rated</span>
  return (
    <>
      {ratingLabel('pathways', level)} <em>provisional</em>
    </>
  )
}

/** What Pathways' rules make of a model, outcome by window; each level leads to what it came from. */
export function SupportTable({ model, cells }: { model: string; cells: readonly SupportCell[] }) {
  const at = (domain: PathwaysDomain, window: SupportCell['window']) =>
    cells.find((cell) => cell.domain === domain && cell.window === window)
  return (
    <DataTable id="support-table" caption="Support by outcome and window" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Outcome</HeaderCell>
          {windows.map((window) => (
            <HeaderCell key={window}>{pathwaysWindowLabels[window]}</HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((domain) => (
          <tr key={domain}>
            <th scope="row">{pathwaysDomains[domain].label}</th>
            {windows.map((window) => {
              const cell = at(domain, window)
              const isShown = (window === 'longest') === (domain === 'education')
              return (
                <td key={window} className="wrap">
                  {cell ? (
                    <>
                      <SupportLevel cell={cell} />
                      <span className="sub">
                        <a href={`${paths.support(model)}#${cellId(cell)}`}>{countWords(cell)}</a>
                      </span>
                    </>
                  ) : (
                    <span className="absent">{isShown ? 'no effect in the sources' : '–'}</span>
                  )}
                </td>
              )
            })}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

/** '3 findings count, 2 set aside'. */
export function countWords({ counted, aside }: SupportCell): string {
  const count = (many: number) => `${many} ${many === 1 ? 'finding counts' : 'findings count'}`
  return aside.length === 0
    ? count(counted.length)
    : `${count(counted.length)}, ${aside.length} set aside`
}
