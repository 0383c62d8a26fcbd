import type { Origin } from '#app/domain/award_list.ts'
import type { ModelLevel } from '#app/domain/evidence/model_level.ts'
import { type ModelMoney, type anotherMillion, anotherSum } from '#app/domain/evidence/money.ts'
import { formatCount } from '#app/domain/count.ts'
import { formatMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import { ModelLevelTag } from './model_cells.tsx'
import { TotalAmount } from './program_totals.tsx'
import { DataTable, HeaderCell } from './tables.tsx'

/** Money and evidence, model by model: where dollars run ahead of what is known, and where what is known has
 *  no dollars. */
export function MoneyAndModels(props: {
  origin: Origin
  models: ModelMoney[]
  waiting: { code: string; name: string; level: ModelLevel }[]
}) {
  const { origin, models, waiting } = props
  const isAhead = ({ level }: ModelMoney) => level === 'none' || level === 'low'
  return (
    <>
      <h3>Where money runs ahead of evidence</h3>
      {models.some(isAhead) ? (
        <ModelTable
          id={`${origin}-ahead`}
          caption="Models with money and without high or moderate evidence"
          models={models.filter(isAhead)}
        />
      ) : (
        <p>
          {models.length === 0
            ? 'Nobody can say: of no award here a model is recorded.'
            : 'Every model that has money here is rated high or moderate.'}
        </p>
      )}
      {models.some((model) => !isAhead(model)) && (
        <>
          <h3>Where money stands on evidence</h3>
          <ModelTable
            id={`${origin}-proven`}
            caption="Models with money and with high or moderate evidence"
            models={models.filter((model) => !isAhead(model))}
          />
        </>
      )}
      <h3>Where evidence waits for money</h3>
      {waiting.length === 0 ? (
        <p>Every model rated high or moderate is run by an award here.</p>
      ) : (
        <ul className="plain-list">
          {waiting.map(({ code, name, level }) => (
            <li key={code}>
              <a href={paths.model(code)}>{name}</a> <ModelLevelTag level={level} />{' '}
              <span className="sub">
                No award here is recorded as running it.{' '}
                <EarningsFindings code={code} name={name} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

/** How many people a further million would serve, at what a participant cost where the model was studied. */
export function MillionTable({ models }: { models: ReturnType<typeof anotherMillion> }) {
  return (
    <>
      <p>
        At what a participant cost where the model was studied. What it costs at another place today
        is not known, and what people gained is on each model’s own page. A model whose sources name
        no cost is not here.
      </p>
      <DataTable id="million-models" caption="People a million dollars would serve" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Model</HeaderCell>
            <HeaderCell>Level of evidence</HeaderCell>
            <HeaderCell numeric>Cost a participant</HeaderCell>
            <HeaderCell numeric>People for {formatMoney(anotherSum)}</HeaderCell>
            <HeaderCell>Evidence</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {models.map(({ code, name, level, cost, note, people }) => (
            <tr key={code}>
              <th scope="row" className="wrap">
                <a href={paths.model(code)}>{name}</a>
              </th>
              <td>
                <ModelLevelTag level={level} />
              </td>
              <td className="number">
                {formatMoney(cost)}
                {note && <span className="sub">{note}</span>}
              </td>
              <td className="number">{formatCount(people)}</td>
              <td>
                <EarningsFindings code={code} name={name} />
              </td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </>
  )
}

function EarningsFindings({ code, name }: { code: string; name: string }) {
  return (
    <a href={paths.findings({ model: code, outcome: 'earnings' })}>
      Findings on earnings
      <span className="visually-hidden"> of {name}</span>
    </a>
  )
}

function ModelTable(props: { id: string; caption: string; models: ModelMoney[] }) {
  return (
    <DataTable id={props.id} caption={props.caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Model</HeaderCell>
          <HeaderCell>Level of evidence</HeaderCell>
          <HeaderCell numeric>Awards</HeaderCell>
          <HeaderCell numeric>Amount</HeaderCell>
          <HeaderCell>Evidence</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {props.models.map(({ code, name, level, total }) => (
          <tr key={code}>
            <th scope="row" className="wrap">
              <a href={paths.model(code)}>{name}</a>
            </th>
            <td>
              <ModelLevelTag level={level} />
            </td>
            <td className="number">{formatCount(total.awards)}</td>
            <td className="number">
              <TotalAmount total={total} />
            </td>
            <td>
              <EarningsFindings code={code} name={name} />
            </td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
