import { formatShortDate } from '#app/domain/calendar.ts'
import { fraction, toDecimal } from '#app/domain/fraction.ts'
import { formatMoney } from '#app/domain/money.ts'
import { formatNumber, formatShare, shareOf } from '#app/domain/share.ts'
import type { Accepted } from '#app/domain/study/sites.ts'
import * as paths from '#app/paths.ts'
import { SampleBadge } from './tags.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

interface SiteLine {
  number: string
  name: string | null
  grantee: string
  sample: boolean
  joinedOn: string
  targets: readonly {
    code: string
    name: string
    valueType: string | null
    target: string
    accepted: Accepted | null
  }[]
}

/** The awards of a study, each with its targets and what its accepted reports say about them. */
export function StudySites({ sites, slug }: { sites: readonly SiteLine[]; slug: string | null }) {
  if (sites.length === 0) return <p>No award is a site of this study yet.</p>
  return (
    <>
      <p className="section__note">
        Figures come from accepted reports only. A period counts from the day its report is
        accepted.
      </p>
      {sites.map((site) => (
        <div key={site.number} className="site">
          <h3>
            <a href={paths.award(site.number)}>{site.name ?? site.grantee}</a>{' '}
            {site.sample && <SampleBadge />}
          </h3>
          <p>
            {site.grantee} · {site.number} · site since {formatShortDate(site.joinedOn)}
          </p>
          {site.targets.length > 0 && <SiteFigures site={site} />}
          {slug !== null && (
            <p>
              <a href={paths.studyReconciliation(slug, {}, site.number)}>
                The study’s counts against its accepted reports
                <span className="visually-hidden">, {site.number}</span>
              </a>
            </p>
          )}
        </div>
      ))}
    </>
  )
}

function SiteFigures({ site }: { site: SiteLine }) {
  return (
    <DataTable
      id={`figures-${site.number}`}
      caption={`Accepted figures of ${site.name ?? site.grantee}`}
      captionHidden
    >
      <thead>
        <tr>
          <HeaderCell>Indicator</HeaderCell>
          <HeaderCell numeric>Target</HeaderCell>
          <HeaderCell numeric>Accepted to date</HeaderCell>
          <HeaderCell numeric>Of target</HeaderCell>
          <HeaderCell>Periods</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {site.targets.map(({ code, name, valueType, target, accepted }) => (
          <tr key={code}>
            <th scope="row">
              {name}
              <span className="sub">{code}</span>
            </th>
            <td className="number">{formatFigure(valueType, target)}</td>
            <td className="number">
              {accepted ? formatFigure(valueType, accepted.value) : <NothingYet />}
            </td>
            <td className="number">
              {accepted && valueType === 'count'
                ? formatShare(shareOf(accepted.value, target))
                : '–'}
            </td>
            <td className="nowrap">{accepted ? periodWords(accepted.from) : '–'}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function NothingYet() {
  return <span className="absent">none accepted yet</span>
}

function periodWords(from: readonly string[]): string {
  const last = from.at(-1)
  if (!last) return '–'
  return from.length === 1
    ? `to ${formatShortDate(last)}`
    : `${from.length}, to ${formatShortDate(last)}`
}

function formatFigure(valueType: string | null, value: string): string {
  return valueType?.includes('usd')
    ? formatMoney(toDecimal(fraction(value), 2), { cents: true })
    : formatNumber(value)
}
