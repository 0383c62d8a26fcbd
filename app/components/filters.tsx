import type { ReactNode } from 'react'
import { Select, TextField } from './fields.tsx'

/**
 * A GET form: what is chosen here is in the address, and can be kept or sent. On a wide screen the
 * fields are always there, on a narrow one they fold away. `search` stays visible either way;
 * `hidden` are settings of the list the form must carry along, such as its order.
 */
export function FilterPanel(props: {
  action: string
  label: string
  search?: ReactNode
  hidden?: Record<string, string>
  /** How many filters are on. */
  active: number
  children: ReactNode
}) {
  return (
    <form
      method="get"
      action={props.action}
      role="search"
      aria-label={props.label}
      className={props.search ? 'filters' : 'filters filters--bare'}
    >
      {Object.entries(props.hidden ?? {}).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {props.search && <div className="filters__search">{props.search}</div>}
      <details className="filters__more">
        <summary>Filters{props.active > 0 && ` (${props.active} on)`}</summary>
        <div className="filters__fields">{props.children}</div>
      </details>
      <button type="submit" className="usa-button filters__apply">
        Apply
      </button>
    </form>
  )
}

/** One line of search over a list, or over everything. */
export function SearchForm(props: {
  action?: string
  /** What is searched, for whoever cannot see the page. */
  name: string
  label: string
  hint?: string
  field?: string
  id?: string
  text: string | null
  button?: string
}) {
  const { field = 'q' } = props
  return (
    <form
      method="get"
      action={props.action}
      role="search"
      aria-label={props.name}
      className="filters"
    >
      <div className="filters__search">
        <TextField
          id={props.id ?? field}
          name={field}
          type="search"
          label={props.label}
          hint={props.hint}
          defaultValue={props.text ?? ''}
          maxLength={200}
        />
      </div>
      <button type="submit" className="usa-button filters__apply">
        {props.button ?? 'Search'}
      </button>
    </form>
  )
}

/** One of what has a code and a name, or all of them. */
export function FilterSelect(props: {
  name: string
  label: string
  /** What no choice means, e.g. "All states". */
  all: string
  choices: readonly { code: string; name: string }[]
  chosen: string | null
}) {
  const { name, label, all, choices, chosen } = props
  return (
    <Select
      name={name}
      label={label}
      empty={all}
      choices={choices.map((one) => ({ value: one.code, label: one.name }))}
      defaultValue={chosen ?? ''}
    />
  )
}

export type Pill = { label: string; removeHref: string }

/** What is on; each goes away by itself, all at one click. */
export function Pills({ pills, clearHref }: { pills: Pill[]; clearHref: string }) {
  if (pills.length === 0) return null
  return (
    <div className="pills">
      <ul className="pills__list" aria-label="Filters that are on">
        {pills.map((pill) => (
          <li key={pill.removeHref}>
            <a className="pill" href={pill.removeHref}>
              <span className="visually-hidden">Remove </span>
              {pill.label}
              <svg width="10" height="10" viewBox="0 0 10 10" aria-hidden="true">
                <path d="m1 1 8 8M9 1 1 9" stroke="currentColor" strokeWidth="1.75" />
              </svg>
            </a>
          </li>
        ))}
      </ul>
      <a className="pills__clear" href={clearHref}>
        Clear all
      </a>
    </div>
  )
}
