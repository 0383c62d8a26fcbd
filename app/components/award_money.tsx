import type { ReactNode } from 'react'
import { precisionLabels } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { formatMoney } from '#app/domain/money.ts'
import { formatFigure } from '#app/domain/report/accepted.ts'
import { spendingPace } from '#app/domain/spending.ts'
import * as paths from '#app/paths.ts'
import type { AcceptedFigure } from '#db/awards/figures.ts'
import type { Award } from '#db/awards/find.ts'
import { KeyFigures } from './figures.tsx'
import { NotInSources, Sourced } from './sources.tsx'

/** What an award is worth and how far its money came: the terms of today, and the lines of its latest
 *  accepted financial report, which run from the start of the award. */
export function AwardMoney({ award, figures }: { award: Award; figures: AcceptedFigure[] }) {
  const absent = award.sample ? <span className="absent">not recorded</span> : <NotInSources />
  const line = (label: string, code: string) => {
    const latest = latestOf(figures, code)
    return {
      label,
      value: latest ? formatFigure(latest) : absent,
      ...(latest && { note: <From figure={latest} /> }),
    }
  }
  const expended = latestOf(figures, 'FIN_EXPENDITURES')
  const pace = spendingPace({
    ...award,
    expended: expended ? { value: expended.value, on: expended.periodEnd } : null,
  })
  return (
    <>
      <KeyFigures
        figures={[
          {
            label: 'Award amount',
            value: <Sourced>{award.amount && formatMoney(award.amount)}</Sourced>,
            note: amountNote(award),
          },
          line('Expended', 'FIN_EXPENDITURES'),
          line('Drawn', 'FIN_RECEIPTS'),
          { label: 'Match', ...matchOf(award, figures, absent) },
          { label: 'Period', ...periodOf(award) },
        ]}
      />
      {expended && (
        <KeyFigures
          figures={[
            line('Obligated by the grantee', 'FIN_OBLIGATIONS'),
            line('Not obligated, carried over', 'FIN_UNOBLIGATED'),
            line('Program income', 'FIN_PROGRAM_INCOME_EARNED'),
          ]}
        />
      )}
      {pace && <p className="section__note">{pace}</p>}
    </>
  )
}

function amountNote(award: Award) {
  if (award.amount !== award.awardedAmount && award.awardedAmount) {
    return `${formatMoney(award.awardedAmount)} as awarded`
  }
  return award.amount && precisionLabels[award.amountPrecision]
}

/** What the award asks of its grantee, and what was given of it as far as a report says. */
function matchOf(award: Award, figures: AcceptedFigure[], absent: ReactNode) {
  const given = latestOf(figures, 'FIN_RECIPIENT_SHARE')
  const rule =
    award.matchRule &&
    (award.matchRule === 'none' ? 'none required' : `Program rule: ${award.matchRule}`)
  return {
    value: award.matchAmount === null ? absent : formatMoney(award.matchAmount),
    note:
      given || rule ? (
        <>
          {rule}
          {given && rule && '; '}
          {given && (
            <>
              {formatFigure(given)} given, <From figure={given} />
            </>
          )}
        </>
      ) : undefined,
  }
}

function periodOf(award: Award) {
  return {
    value:
      award.periodStart && award.periodEnd ? (
        `${formatShortDate(award.periodStart)} – ${formatShortDate(award.periodEnd)}`
      ) : (
        <NotInSources />
      ),
    note:
      award.awardedPeriodEnd !== award.periodEnd &&
      award.awardedPeriodEnd &&
      `until ${formatShortDate(award.awardedPeriodEnd)} as awarded`,
  }
}

/** The report a line was accepted in: a link for those who may open it. */
function From({ figure }: { figure: AcceptedFigure }) {
  const words = `to ${formatShortDate(figure.periodEnd)}, as accepted`
  if (!figure.isOpen) return <>{words}</>
  return <a href={paths.reportValue(figure.reportNumber, figure.code)}>{words}</a>
}

const latestOf = (figures: AcceptedFigure[], code: string) =>
  figures.filter((one) => one.code === code).at(-1)
