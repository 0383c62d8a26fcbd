import { useLoaderData } from '@remix-run/react'
import { componentCount, ModelLevelTag } from '#app/components/model_cells.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources, Sourced } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { modelLevelRule, type ModelLevel } from '#app/domain/evidence/model_level.ts'
import { formatMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import { type ListedModel, listModels } from '#db/evidence/models.ts'
import { listModelLevels } from '#db/evidence/levels.ts'

export const handle = { title: 'Models' }

export async function loader() {
  const [models, levels] = await Promise.all([listModels(), listModelLevels()])
  return {
    models: models.map((model) => ({ ...model, level: levels.get(model.code) ?? 'none' })),
  }
}

export default function Models() {
  const { models } = useLoaderData<typeof loader>()
  const own = models.filter(({ kind }) => kind === 'model')
  const groups = models.filter(({ kind }) => kind === 'group')
  return (
    <Page
      title="Models"
      lead="Ways of training people for a sector that studies have looked at: what each does, for whom, at what cost, and what was found."
      breadcrumb={[{ label: 'Evidence', href: paths.evidence() }]}
    >
      <ModelTable
        models={own.flatMap((model) => [
          model,
          ...models.filter(({ parent }) => parent === model.code),
        ])}
      />
      <p className="section__note">
        Level of evidence: {modelLevelRule} The five components are those that effective sector
        programs share.
      </p>
      <Section id="groups" title="Groups of programs">
        <p>Studies and reviews that put several programs together. No award can follow one.</p>
        <ul>
          {groups.map((group) => (
            <li key={group.code}>
              <a href={paths.model(group.code)}>{group.name}</a>: {group.description}
            </li>
          ))}
        </ul>
      </Section>
    </Page>
  )
}

function ModelTable({ models }: { models: (ListedModel & { level: ModelLevel })[] }) {
  return (
    <DataTable id="models" caption="Models and their sites" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Model</HeaderCell>
          <HeaderCell>Sectors</HeaderCell>
          <HeaderCell>Five components</HeaderCell>
          <HeaderCell numeric>Cost a participant</HeaderCell>
          <HeaderCell numeric>Findings</HeaderCell>
          <HeaderCell>Level of evidence</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {models.map((model) => (
          <tr key={model.code}>
            <th scope="row" className="wrap">
              <a href={paths.model(model.code)}>{model.name}</a>
              {model.parent && <span className="sub">site</span>}
            </th>
            <td className="wrap">
              <Sourced>{model.sectors.length > 0 ? model.sectors.join(', ') : null}</Sourced>
            </td>
            <td>
              <Sourced>{componentCount(model)}</Sourced>
            </td>
            <td className="number">
              {model.costPerParticipantUsd === null ? (
                <NotInSources />
              ) : (
                formatMoney(model.costPerParticipantUsd)
              )}
            </td>
            <td className="number">
              <a href={paths.findings({ model: model.code })}>{model.findings}</a>
            </td>
            <td>
              <ModelLevelTag level={model.level} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
