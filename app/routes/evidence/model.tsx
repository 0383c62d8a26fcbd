import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyFigures, KeyValues } from '#app/components/figures.tsx'
import { FindingTable } from '#app/components/finding_cells.tsx'
import { componentFacts, ModelLevelTag } from '#app/components/model_cells.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, SourceLink, Sourced } from '#app/components/sources.tsx'
import { SupportTable } from '#app/components/support.tsx'
import { may } from '#app/domain/access.ts'
import { pathwaysSupport } from '#app/domain/evidence/body.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { modelKindLabels } from '#app/domain/evidence/library.ts'
import { modelLevelRule } from '#app/domain/evidence/model_level.ts'
import { isProven } from '#app/domain/evidence/replication.ts'
import { formatMoney } from '#app/domain/money.ts'
import { capital } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { readSession } from '#app/session.server.ts'
import { listAllFindings } from '#db/evidence/findings.ts'
import { listModelLevels } from '#db/evidence/levels.ts'
import { findModel, listModelNames, listModelTree } from '#db/evidence/models.ts'

export const handle = { title: ({ model }: { model: { name: string } }) => model.name }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const session = await readSession(request)
  const role = session?.membership?.role
  const model = found(await findModel(params['key'] ?? ''))
  const [tree, levels, findings] = await Promise.all([
    listModelTree(),
    listModelLevels(),
    listAllFindings({
      filters: { ...noFindingFilters, model: model.code },
      sort: 'code',
      descending: false,
    }),
  ])
  const sites = [...tree].flatMap(([code, { parent }]) => (parent === model.code ? [code] : []))
  return {
    model,
    findings,
    support: model.kind === 'group' ? [] : pathwaysSupport(findings),
    level: levels.get(model.code) ?? 'none',
    sites: await listModelNames(sites),
    related: await listModelNames(model.related),
    matches:
      role !== undefined &&
      may(role, 'replication.read') &&
      model.kind !== 'group' &&
      isProven(levels.get(model.code) ?? 'none'),
    readsDecisions: role !== undefined && may(role, 'decision.read'),
  }
}

export default function ModelPage() {
  const { model, findings, level, sites, related, ...rest } = useLoaderData<typeof loader>()
  const isGroup = model.kind === 'group'
  return (
    <Page
      title={model.name}
      kicker={modelKindLabels[model.kind]}
      lead={`${model.description}.`}
      actions={
        (rest.matches || rest.readsDecisions) && (
          <>
            {rest.matches && (
              <ButtonLink look="outline" href={paths.replication(model.code)}>
                Awards that lack a part of it
              </ButtonLink>
            )}
            {rest.readsDecisions && (
              <ButtonLink look="outline" href={paths.decisions({ subject: `model:${model.code}` })}>
                Decisions
              </ButtonLink>
            )}
          </>
        )
      }
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Models', href: paths.models() },
        ...(model.parent && model.parentName
          ? [{ label: model.parentName, href: paths.model(model.parent) }]
          : []),
      ]}
    >
      {!isGroup && (
        <KeyFigures
          figures={[
            {
              label: 'Level of evidence',
              value: <ModelLevelTag level={level} />,
              note: modelLevelRule,
            },
            {
              label: 'Cost a participant',
              value: model.costPerParticipantUsd ? (
                formatMoney(model.costPerParticipantUsd)
              ) : (
                <NotInSources />
              ),
              note: model.costNote,
            },
            {
              label: 'Findings',
              value: String(findings.length),
              note: sites.length > 0 ? 'with those of its sites' : null,
            },
          ]}
        />
      )}
      {!isGroup && (
        <Section id="components" title="The five components">
          <KeyValues facts={componentFacts(model)} />
          {model.componentsBasis && (
            <p className="section__note">Read as: {model.componentsBasis}.</p>
          )}
        </Section>
      )}
      <Section id="about" title={isGroup ? 'About this group' : 'About this model'}>
        <KeyValues
          facts={[
            { label: 'Run by', value: <Sourced>{model.operator}</Sourced> },
            { label: 'Where', value: <Sourced>{model.places && model.places.join('; ')}</Sourced> },
            {
              label: 'Sectors',
              value: (
                <Sourced>{model.sectors.length > 0 ? model.sectors.join(', ') : null}</Sourced>
              ),
            },
            {
              label: 'For whom',
              value: <Sourced>{model.population && capital(model.population)}</Sourced>,
            },
            {
              label: 'How long',
              value: <Sourced>{model.duration && capital(model.duration)}</Sourced>,
            },
            ...(sites.length > 0 ? [{ label: 'Sites', value: <ModelLinks models={sites} /> }] : []),
            ...(related.length > 0
              ? [
                  {
                    label: isGroup ? 'Puts together' : 'Related',
                    value: <ModelLinks models={related} />,
                  },
                ]
              : []),
            {
              label: 'Source',
              value: <SourceLink url={model.sourceUrl} title={model.source} />,
            },
          ]}
        />
      </Section>
      {rest.support.length > 0 && (
        <Section
          id="support"
          title="Support by Pathways’ rules"
          aside={<a href={paths.support(model.code)}>What it was worked out from</a>}
        >
          <SupportTable model={model.code} cells={rest.support} />
          <p className="section__note">
            Worked out here from the findings below; the clearinghouse’s own ratings are not in the
            sources read.
          </p>
        </Section>
      )}
      <Section
        id="findings"
        title="Findings"
        aside={<a href={paths.findings({ model: model.code })}>Filter and export</a>}
      >
        {findings.length === 0 ? (
          <p>No finding about it is in the sources read.</p>
        ) : (
          <FindingTable id="findings-table" caption="Findings" captionHidden findings={findings} />
        )}
      </Section>
    </Page>
  )
}

function ModelLinks({ models }: { models: { code: string; name: string }[] }) {
  return (
    <ul className="plain-list">
      {models.map(({ code, name }) => (
        <li key={code}>
          <a href={paths.model(code)}>{name}</a>
        </li>
      ))}
    </ul>
  )
}
