import type { ReactNode, ThHTMLAttributes } from 'react'

/**
 * A table in a region that scrolls sideways and can be reached by keyboard. On a narrow screen the
 * first column stays put. The caption is the region's name; `captionHidden` when a heading just
 * above says the same.
 */
export function DataTable(props: {
  id: string
  caption: ReactNode
  captionHidden?: boolean
  children: ReactNode
}) {
  const captionId = `${props.id}-caption`
  return (
    <div className="table-region" role="region" aria-labelledby={captionId} tabIndex={0}>
      <table className="data-table" id={props.id}>
        <caption className={props.captionHidden ? 'caption--hidden' : undefined}>
          <span id={captionId}>{props.caption}</span>
        </caption>
        {props.children}
      </table>
    </div>
  )
}

export type SortLink = { href: string; direction: 'ascending' | 'descending' | null }

/**
 * A column's header. With `sort` it is a link to the same list in that order, and says the order it
 * is in now; `numeric` puts it over a right-aligned column (cells: `<td className="number">`).
 */
export function HeaderCell({
  numeric,
  sort,
  children,
  ...rest
}: {
  numeric?: boolean
  sort?: SortLink
  children: ReactNode
} & ThHTMLAttributes<HTMLTableCellElement>) {
  return (
    <th
      scope="col"
      {...rest}
      className={numeric ? 'number' : undefined}
      aria-sort={sort?.direction ?? undefined}
    >
      {sort ? (
        <a className="sort" href={sort.href}>
          {children}
          <SortArrow direction={sort.direction} />
        </a>
      ) : (
        children
      )}
    </th>
  )
}

function SortArrow({ direction }: { direction: SortLink['direction'] }) {
  return (
    <svg className="sort__arrow" width="10" height="14" viewBox="0 0 10 14" aria-hidden="true">
      {direction !== 'descending' && <path d="M5 0 10 6H0z" />}
      {direction !== 'ascending' && <path d="M5 14 0 8h10z" />}
    </svg>
  )
}

/** Pages of a list by key: there is a next and a previous, and no page number to lose. */
export function Pagination(props: {
  /** E.g. "Awards 26–50 of 147". */
  position: ReactNode
  previous: string | null
  next: string | null
}) {
  return (
    <nav className="pagination" aria-label="Pages of this list">
      <p className="pagination__position">{props.position}</p>
      <ul className="pagination__links">
        {props.previous && (
          <li>
            <a href={props.previous} rel="prev" className="usa-button usa-button--outline">
              Previous
            </a>
          </li>
        )}
        {props.next && (
          <li>
            <a href={props.next} rel="next" className="usa-button usa-button--outline">
              Next
            </a>
          </li>
        )}
      </ul>
    </nav>
  )
}
