import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { MoneyField, Select } from '#app/components/fields.tsx'
import { FilterPanel, FilterSelect } from '#app/components/filters.tsx'
import { ModelLevelTag } from '#app/components/model_cells.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Parts } from '#app/components/parts.tsx'
import { ReplicationTable } from '#app/components/replication_table.tsx'
import { Pagination } from '#app/components/tables.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { componentLabels } from '#app/domain/evidence/library.ts'
import {
  type ReplicationFilters,
  isProven,
  likenessFilterLabels,
  likenessFilters,
  populationReason,
  replicationListLabels,
  replicationLists,
  replicationQuery,
  scaleReason,
} from '#app/domain/evidence/replication.ts'
import * as paths from '#app/paths.ts'
import { replicationAsked } from '#app/replication.server.ts'
import { requireActor } from '#app/session.server.ts'
import { listMoneyChoices } from '#db/evidence/money.ts'
import { listReplication, replicationShown } from '#db/evidence/replication.ts'

export const handle = {
  title: ({ model }: { model: { name: string } }) => `Awards that lack a part of ${model.name}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'replication.read')
  const { model, level, needs, tried, filters } = await replicationAsked(request, params['key'])
  const query = new URL(request.url).searchParams
  // What a form sends is long; the address that people keep and share is short.
  if (query.has('apply')) throw redirect(paths.replication(model.code, replicationQuery(filters)))
  const after = /^[1-9]\d{0,14}$/.test(query.get('after') ?? '') ? Number(query.get('after')) : null
  const [awards, choices] = await Promise.all([
    listReplication(actor, { code: model.code, needs, tried }, filters, {
      after,
      limit: replicationShown + 1,
    }),
    listMoneyChoices(),
  ])
  return {
    model,
    level,
    needs,
    filters,
    after,
    awards: awards.slice(0, replicationShown).map(({ serves, planned, ...award }) => ({
      ...award,
      population: populationReason(serves, tried),
      scale: scaleReason(planned, tried),
    })),
    hasMore: awards.length > replicationShown,
    choices: {
      ...choices,
      sectors: choices.sectors.filter(({ name }) => model.sectors.includes(name)),
    },
    isOfficer: actor.role === 'officer',
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Replication() {
  const { model, level, needs, filters, after, awards, hasMore, choices, isOfficer } =
    useLoaderData<typeof loader>()
  const to = (change: Partial<ReplicationFilters>) =>
    paths.replication(model.code, replicationQuery({ ...filters, ...change }))
  const last = awards.at(-1)
  return (
    <Page
      title={`Awards that lack a part of ${model.name}`}
      lead="Awards alike in sector, population and scale, held against what the model has: where technical assistance could help, and where nobody has looked yet."
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Models', href: paths.models() },
        { label: model.name, href: paths.model(model.code) },
      ]}
      actions={
        awards.length > 0 && (
          <ButtonLink
            look="outline"
            href={paths.replicationCsv(model.code, replicationQuery(filters))}
          >
            Export as CSV
          </ButtonLink>
        )
      }
    >
      <p>
        Level of evidence: <ModelLevelTag level={level} />
      </p>
      {!isProven(level) ? (
        <EmptyState
          title="There is nothing to replicate yet"
          action={<a href={paths.models()}>Choose another model</a>}
        >
          Awards are held against models whose level of evidence is high or moderate.
        </EmptyState>
      ) : needs.length === 0 ? (
        <EmptyState
          title="The components of this model are not in the sources"
          action={<a href={paths.models()}>Choose another model</a>}
        >
          Without them no award can be held against it.
        </EmptyState>
      ) : (
        <>
          <Parts
            label="What was said of the awards"
            current={to({})}
            parts={replicationLists.map((list) => ({
              label: replicationListLabels[list],
              href: to({ list }),
            }))}
          />
          <Filters model={model} filters={filters} choices={choices} />
          <Section
            id="awards"
            title={filters.origin === 'sample' ? 'Sample awards' : 'Awards from sources'}
            aside={filters.origin === 'sample' && <SampleBadge />}
          >
            {awards.length === 0 ? (
              <EmptyState
                title="No award fits all of this"
                action={
                  filters.origin === 'sources' ? (
                    <a href={to({ origin: 'sample' })}>See sample awards</a>
                  ) : (
                    <a href={to({ origin: 'sources' })}>See awards from sources</a>
                  )
                }
              >
                {filters.list === 'short'
                  ? 'Among them no officer has rated a component short of this model. Those that were not rated on every component are another list.'
                  : 'Among them every award was rated on each component of this model, or is on the list of those that fall short.'}
              </EmptyState>
            ) : (
              <ReplicationTable needs={needs} awards={awards} offersHelp={isOfficer} />
            )}
            {(after !== null || hasMore) && (
              <Pagination
                position="Largest amount first"
                previous={after === null ? null : to({})}
                next={
                  hasMore && last
                    ? paths.replication(model.code, {
                        ...replicationQuery(filters),
                        after: last.id,
                      })
                    : null
                }
              />
            )}
          </Section>
        </>
      )}
      <Section id="reading" title="How awards are matched">
        <p>
          An award is alike when it has a sector of the model
          {model.sectors.length > 0 && ` (${model.sectors.join(', ')})`} and its work is not over.
          The model has{' '}
          {needs.map(({ component }) => componentLabels[component].toLowerCase()).join(', ') ||
            'no component that the sources name'}
          ; what the sources do not say of it is asked of nobody. It is alike in population when it
          serves anybody whom the model was made for, and in scale when it plans for at least half
          of the fewest and at most twice the most people that the model was tested with; what is
          not known of either is no reason to leave an award out. An award falls short where its
          program officer’s last word is less than that; one that nobody rated is not short, it is
          unknown.
          {isOfficer && ' You see the awards of your own caseload and of those you supervise.'}
        </p>
      </Section>
    </Page>
  )
}

function Filters({ model, filters, choices }: Pick<Loaded, 'model' | 'filters' | 'choices'>) {
  const { list, origin, population, scale, ...where } = filters
  return (
    <FilterPanel
      action={paths.replication(model.code)}
      label="Choose awards"
      hidden={{ apply: '1', list }}
      active={
        Object.values(where).filter((one) => one !== null).length +
        [population, scale].filter((one) => one !== 'fits').length
      }
    >
      <Select
        name="origin"
        label="Awards"
        choices={[
          { value: 'sources', label: 'From sources' },
          { value: 'sample', label: 'Sample' },
        ]}
        defaultValue={origin}
      />
      <FilterSelect
        name="sector"
        label="Sector"
        all="All of the model"
        choices={choices.sectors}
        chosen={filters.sector}
      />
      <FilterSelect
        name="stream"
        label="Stream"
        all="All streams"
        choices={choices.streams}
        chosen={filters.stream}
      />
      <FilterSelect
        name="state"
        label="State"
        all="All states"
        choices={choices.states}
        chosen={filters.state}
      />
      {(['population', 'scale'] as const).map((name) => (
        <Select
          key={name}
          name={name}
          label={name === 'population' ? 'Population' : 'Scale'}
          choices={likenessFilters.map((value) => ({ value, label: likenessFilterLabels[value] }))}
          defaultValue={filters[name]}
        />
      ))}
      <MoneyField name="from" label="Amount from" optional defaultValue={filters.from ?? ''} />
      <MoneyField name="to" label="Amount to" optional defaultValue={filters.to ?? ''} />
    </FilterPanel>
  )
}
