import type { ReactNode } from 'react'
import { awardStatusLabels } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import { populationLabels, serviceLabels } from '#app/domain/overlap/reach.ts'
import { overlapRule } from '#app/domain/overlap/rule.ts'
import * as paths from '#app/paths.ts'
import type { FoundOverlap } from '#db/overlap/find.ts'
import { NotInSources } from './sources.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

type Told = Omit<FoundOverlap, 'moves'>

/** The two by who holds them, or by their own names where one organization holds both. */
export function sideNames({ low, high }: Pick<Told, 'low' | 'high'>): [string, string] {
  return low.organization === high.organization
    ? [low.name ?? low.number, high.name ?? high.number]
    : [low.organization, high.organization]
}

/** Each thing the rule compares: how near the two come, and in what. */
export function OverlapReasons(props: {
  overlap: Told
  sectors: { code: string; name: string }[]
}) {
  const { overlap, sectors } = props
  const { weights } = overlapRule
  const absent = <span className="absent">not recorded of both</span>
  const rows: { label: string; share: string | null; weight: number | null; what: ReactNode }[] = [
    {
      label: 'Place',
      share: Number(overlap.place).toFixed(2),
      weight: weights.place,
      what: placeWords(overlap),
    },
    {
      label: 'Sectors',
      share: Number(overlap.sectorShare).toFixed(2),
      weight: weights.sector,
      what: overlap.sharedSectors
        .map((code) => sectors.find((sector) => sector.code === code)?.name ?? code)
        .join(', '),
    },
    {
      label: 'Services',
      share: overlap.serviceShare && Number(overlap.serviceShare).toFixed(2),
      weight: weights.services,
      what: overlap.serviceShare
        ? overlap.sharedServices.map((one) => serviceLabels[one]).join(', ') || 'none the same'
        : absent,
    },
    {
      label: 'People served',
      share: overlap.populationShare && Number(overlap.populationShare).toFixed(2),
      weight: weights.populations,
      what: overlap.populationShare
        ? overlap.sharedPopulations.map((one) => populationLabels[one]).join(', ') ||
          'the general public on one side'
        : absent,
    },
    {
      label: 'Time',
      share: null,
      weight: null,
      what:
        overlap.days === null
          ? absent
          : `${formatCount(overlap.days)} days in common; the rule asks for ${overlapRule.days}`,
    },
    {
      label: 'Providers and employers',
      share: null,
      weight: null,
      what:
        overlap.sharedPartners.length > 0
          ? `${overlap.sharedPartners.join(', ')}; shown, not counted`
          : 'none recorded in both; shown, not counted',
    },
  ]
  return (
    <DataTable id="reasons-table" caption="What the rule compared" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Compared</HeaderCell>
          <HeaderCell>In common</HeaderCell>
          <HeaderCell numeric>How near, 0 to 1</HeaderCell>
          <HeaderCell numeric>Part of the score</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, share, weight, what }) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="wrap">{what}</td>
            <td className="number">{share ?? ''}</td>
            <td className="number">{weight === null ? '' : `${Math.round(weight * 100)} %`}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}

function placeWords({ place, sharedStates, sharedCounties }: Told): string {
  const states = sharedStates.join(', ') || 'nationwide'
  const { same, oneStatewide } = overlapRule.place
  if (sharedCounties.length > 0) return `${states}; the same counties: ${sharedCounties.join(', ')}`
  if (Number(place) >= same) return `${states}, the whole state on both sides`
  if (Number(place) >= oneStatewide) return `${states}, the whole state on one side`
  return `${states}, but no county is known to be the same`
}

/** The two awards side by side, as far as the rule and a reader compare them. */
export function OverlapSides(props: {
  overlap: Told
  /** Of a grantee, whose own award leads to its page. */
  organizationId: number | null
}) {
  const { low, high } = props.overlap
  const [lowName, highName] = sideNames(props.overlap)
  type Side = Told['low']
  const list = (words: readonly string[] | null) =>
    words && words.length > 0 ? words.join(', ') : <span className="absent">not recorded</span>
  const isOpen = (side: Side) =>
    props.organizationId === null || side.organizationId === props.organizationId
  const rows: [label: string, value: (side: Side) => ReactNode][] = [
    [
      'Award',
      (side) => (isOpen(side) ? <a href={paths.award(side.number)}>{side.number}</a> : side.number),
    ],
    ['Lead organization', (side) => side.organization],
    ['Name', (side) => side.name ?? <NotInSources />],
    ['Agency', (side) => side.agency],
    ['Program', (side) => side.program],
    ['Program officer', (side) => side.officer ?? <span className="absent">nobody</span>],
    ['Amount', (side) => (side.amount ? formatMoney(side.amount) : <NotInSources />)],
    ['Status', (side) => awardStatusLabels[side.status]],
    [
      'Period',
      (side) =>
        side.periodStart && side.periodEnd ? (
          `${formatShortDate(side.periodStart)} – ${formatShortDate(side.periodEnd)}`
        ) : (
          <NotInSources />
        ),
    ],
    ['Sectors', (side) => list(side.sectors)],
    ['States', (side) => (side.nationwide ? 'Nationwide' : list(side.states))],
    [
      'Covers whole',
      (side) => list(side.statewide ?? (side.isStatewide === true ? side.states : [])),
    ],
    ['Counties', (side) => list(side.counties)],
    ['Area in words', (side) => side.serviceArea ?? <NotInSources />],
    [
      'Whom it serves',
      (side) => list(side.populations?.map((one) => populationLabels[one]) ?? null),
    ],
    ['What it does', (side) => list(side.services?.map((one) => serviceLabels[one]) ?? null)],
    [
      'Reach',
      (side) =>
        isOpen(side) ? (
          <a href={paths.awardReach(side.number)}>
            {side.saidTimes ? 'What was recorded' : 'Record it'}
            <span className="visually-hidden"> of {side.number}</span>
          </a>
        ) : (
          ''
        ),
    ],
  ]
  return (
    <DataTable id="sides" caption="The two awards" captionHidden>
      <thead>
        <tr>
          <td />
          <HeaderCell>{lowName}</HeaderCell>
          <HeaderCell>{highName}</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, value]) => (
          <tr key={label}>
            <th scope="row">{label}</th>
            <td className="wrap">{value(low)}</td>
            <td className="wrap">{value(high)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
