import { awardName } from '#app/domain/award.ts'
import { type FundLine, fundStepLabels, fundSteps, stepTotal } from '#app/domain/funds.ts'
import { formatMoney } from '#app/domain/money.ts'
import * as paths from '#app/paths.ts'
import type { FundAward } from '#db/funds.ts'
import { DataTable, HeaderCell } from './tables.tsx'
import { SampleBadge } from './tags.tsx'

/** What the bars show, to the cent, each amount with what it is made of. */
export function FundsTable(props: {
  id: string
  caption: string
  lines: readonly FundLine[]
  href: (where: { stream: string; program: string | null }) => string
}) {
  const { id, caption, lines, href } = props
  return (
    <DataTable id={id} caption={caption} captionHidden>
      <thead>
        <tr>
          <HeaderCell>Program</HeaderCell>
          {fundSteps.map((step) => (
            <HeaderCell key={step} numeric>
              {fundStepLabels[step]}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.stream} ${line.program ?? ''}`}>
            <th scope="row" className="wrap">
              <a href={href(line)}>{line.name}</a>
              <span className="sub">
                {line.program === null ? 'the stream as a whole' : line.stream}
                {line.listing !== null && `, assistance listing ${line.listing}`}
              </span>
            </th>
            {fundSteps.map((step) => (
              <td className="number" key={step}>
                {line[step].amount === null ? (
                  <span className="absent">{line[step].note}</span>
                ) : (
                  <>
                    {formatMoney(line[step].amount)}
                    {line[step].note && <span className="sub">{line[step].note}</span>}
                  </>
                )}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
      {lines.length > 1 && (
        <tfoot>
          <tr>
            <th scope="row">What is known, added up</th>
            {fundSteps.map((step) => {
              const { amount } = stepTotal(lines, step)
              return (
                <td className="number" key={step}>
                  {amount === null ? (
                    <span className="absent">nothing known</span>
                  ) : (
                    formatMoney(amount)
                  )}
                </td>
              )
            })}
          </tr>
        </tfoot>
      )}
    </DataTable>
  )
}

/** The awards of a program, each with how far its money came. */
export function FundAwards({ awards }: { awards: readonly FundAward[] }) {
  const amount = (value: string | null, sample: boolean) =>
    value === null ? (
      <span className="absent">{sample ? 'not reported' : 'not in the sources'}</span>
    ) : (
      formatMoney(value)
    )
  return (
    <DataTable id="fund-awards" caption="Awards and how far their money came" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Award</HeaderCell>
          <HeaderCell>Name</HeaderCell>
          {fundSteps.slice(1).map((step) => (
            <HeaderCell key={step} numeric>
              {fundStepLabels[step]}
            </HeaderCell>
          ))}
        </tr>
      </thead>
      <tbody>
        {awards.map((award) => (
          <tr key={award.number}>
            <th scope="row" className="nowrap">
              <a href={paths.award(award.number)}>{award.number}</a>
            </th>
            <td>
              {awardName({ name: award.name, leadOrganization: award.organization })}{' '}
              {award.sample && <SampleBadge />}
              {award.name !== null && <span className="sub">{award.organization}</span>}
            </td>
            <td className="number">{amount(award.announced, false)}</td>
            <td className="number">
              {award.made ? (
                amount(award.amount, false)
              ) : (
                <span className="absent">not yet made</span>
              )}
            </td>
            <td className="number">{amount(award.expended, award.sample)}</td>
            <td className="number">{amount(award.drawn, award.sample)}</td>
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
