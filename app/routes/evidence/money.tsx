import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { TextField } from '#app/components/fields.tsx'
import { FilterPanel, FilterSelect } from '#app/components/filters.tsx'
import { FootingChart } from '#app/components/footing_chart.tsx'
import { FootingGroups, FootingTable } from '#app/components/footing_tables.tsx'
import { MoneyAwards } from '#app/components/money_awards.tsx'
import { MillionTable, MoneyAndModels } from '#app/components/money_models.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { modelLevelRule } from '#app/domain/evidence/model_level.ts'
import {
  type Footing,
  type Levels,
  type MoneyFilters,
  footingLines,
  footingMeaning,
  footingsByGroup,
  anotherMillion,
  modelMoney,
  moneyQuery,
  waitingModels,
} from '#app/domain/evidence/money.ts'
import { addTotals } from '#app/domain/origin_total.ts'
import { moneyAsked } from '#app/money.server.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listMoneyAwards, listMoneyBySector, listMoneyChoices } from '#db/evidence/money.ts'

export const handle = { title: 'Money against evidence' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const { day, filters, rows, levels, models } = await moneyAsked(actor, request)
  // What a form sends is long; the address that people keep and share is short.
  if (new URL(request.url).searchParams.has('apply')) {
    throw redirect(paths.evidenceMoney(moneyQuery({ ...filters, footing: null }, day)))
  }
  const [bySector, choices] = await Promise.all([
    filters.sector === null ? listMoneyBySector(actor, filters) : [],
    listMoneyChoices(),
  ])
  const seesAwards = may(actor.role, 'award.read')
  const origins = [false, true]
    .map((sample) => {
      const own = rows.filter((row) => row.sample === sample)
      const lines = footingLines(own, levels)
      return {
        origin: sample ? ('sample' as const) : ('sources' as const),
        total: addTotals(own),
        lines,
        meaning: footingMeaning(lines, filters.on),
        streams: footingsByGroup(own, levels),
        sectors: footingsByGroup(
          bySector.filter((row) => row.sample === sample),
          levels,
        ),
        models: modelMoney(own, models, levels),
        waiting: waitingModels(own, models, levels),
      }
    })
    .filter(({ total }) => total.awards > 0)
  return {
    filters,
    day,
    choices,
    origins,
    million: anotherMillion(models, levels),
    seesAwards,
    awards:
      seesAwards && filters.footing
        ? await listMoneyAwards(await requireActor(request, 'award.read'), filters, {
            origin: filters.origin,
            models: runBy(filters.footing, levels),
          })
        : null,
  }
}

/** The models of a footing, by code. */
function runBy(footing: Footing, levels: Levels) {
  if (footing === 'outside' || footing === 'unrecorded') return footing
  return [...levels].flatMap(([code, level]) => (level === footing ? [code] : []))
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>
type Weighed = Loaded['origins'][number]

export default function MoneyPage() {
  const { filters, day, choices, origins, seesAwards, awards, million } =
    useLoaderData<typeof loader>()
  const plain = { ...filters, footing: null }
  return (
    <Page
      title="Money against evidence"
      lead="What the dollars of the portfolio stand on: the model that each award runs, and how well it is known that the model raises earnings."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
      actions={
        origins.length > 0 && (
          <ButtonLink look="outline" href={paths.evidenceMoneyCsv(moneyQuery(plain, day))}>
            Export as CSV
          </ButtonLink>
        )
      }
    >
      <Filters filters={filters} choices={choices} day={day} />
      {origins.length === 0 && (
        <EmptyState
          title="No award fits all of this on that day"
          action={<a href={paths.evidenceMoney()}>Weigh the whole portfolio of today</a>}
        >
          Take a filter away, or choose a later day.
        </EmptyState>
      )}
      {origins.length > 0 && (
        <nav aria-label="On this page">
          <ul className="related">
            {origins.map(({ origin }) => (
              <li key={origin}>
                <a href={`#${origin}`}>{originTitles[origin]}</a>
              </li>
            ))}
            {million.length > 0 && (
              <li>
                <a href="#million">What another million would buy</a>
              </li>
            )}
          </ul>
        </nav>
      )}
      {origins.map((weighed) => (
        <OriginSection
          key={weighed.origin}
          weighed={weighed}
          filters={plain}
          day={day}
          seesAwards={seesAwards}
        />
      ))}
      {awards && filters.footing && (
        <MoneyAwards
          footing={filters.footing}
          origin={filters.origin}
          on={filters.on}
          awards={awards}
          count={
            origins
              .find(({ origin }) => origin === filters.origin)
              ?.lines.find(({ footing }) => footing === filters.footing)?.total.awards ?? 0
          }
        />
      )}
      {million.length > 0 && (
        <Section id="million" title="What another million would buy">
          <MillionTable models={million} />
        </Section>
      )}
      <Section id="reading" title="How it is weighed">
        <p>
          {modelLevelRule} The levels are those of the library today. Which model an award runs is
          the word of its program officer, with the day since when; until somebody says so, no model
          is recorded, which does not mean that there is none.
        </p>
        <p>
          Amounts are those of the day chosen: what was awarded, with every supplement and
          deobligation that had taken effect. An award counts from its announcement on, or where no
          source gives that, from the first day of its period. An award with several sectors counts
          in each of them with its whole amount, one without in none: the sources do not divide it.
        </p>
      </Section>
    </Page>
  )
}

function Filters({ filters, choices, day }: Pick<Loaded, 'filters' | 'choices' | 'day'>) {
  const { stream, sector, state, on } = filters
  return (
    <FilterPanel
      action={paths.evidenceMoney()}
      label="Choose awards and a day"
      hidden={{ apply: '1' }}
      active={[stream, sector, state, on === day ? null : on].filter((one) => one !== null).length}
    >
      <FilterSelect
        name="stream"
        label="Stream"
        all="All streams"
        choices={choices.streams}
        chosen={filters.stream}
      />
      <FilterSelect
        name="sector"
        label="Sector"
        all="All sectors"
        choices={choices.sectors}
        chosen={filters.sector}
      />
      <FilterSelect
        name="state"
        label="State"
        all="All states"
        choices={choices.states}
        chosen={filters.state}
      />
      <TextField name="on" type="date" label="As of" max={day} defaultValue={on} />
    </FilterPanel>
  )
}

const originTitles = { sources: 'Awards from sources', sample: 'Sample awards' } as const

function OriginSection(props: {
  weighed: Weighed
  filters: MoneyFilters
  day: string
  seesAwards: boolean
}) {
  const { weighed, filters, day, seesAwards } = props
  const { origin, lines, total, streams, sectors } = weighed
  const isSample = origin === 'sample'
  const words = isSample ? 'sample' : 'from sources'
  const to = (change: Partial<MoneyFilters>) =>
    paths.evidenceMoney(moneyQuery({ ...filters, ...change }, day))
  return (
    <Section id={origin} title={originTitles[origin]} aside={isSample && <SampleBadge />}>
      <FootingChart
        id={`${origin}-chart`}
        title={`Dollars by level of evidence, ${words}`}
        meaning={weighed.meaning}
        lines={lines}
      />
      <FootingTable
        id={`${origin}-levels`}
        caption={`Dollars by level of evidence, ${words}`}
        lines={lines}
        total={total}
        awardsHref={seesAwards ? (footing) => `${to({ footing, origin })}#awards` : null}
      />
      <MoneyAndModels origin={origin} models={weighed.models} waiting={weighed.waiting} />
      <h3>By stream</h3>
      <FootingGroups
        id={`${origin}-streams`}
        caption={`Dollars by stream and level of evidence, ${words}`}
        head="Stream"
        groups={streams}
        href={(stream) => to({ stream })}
      />
      {sectors.length > 0 && (
        <>
          <h3>By sector</h3>
          <FootingGroups
            id={`${origin}-sectors`}
            caption={`Dollars by sector and level of evidence, ${words}`}
            head="Sector"
            groups={sectors}
            href={(sector) => to({ sector })}
          />
        </>
      )}
    </Section>
  )
}
