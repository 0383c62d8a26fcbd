import { formatCount } from '../count.ts'
import { type RiskFacts, percent, riskThresholds } from './risk.ts'

/** Why an award is worth a call before its reports say so; the heavier, the sooner. */
export interface Warning {
  says: string
  weight: number
}

/** What stands out in the facts of an award: reports that do not come, money that runs ahead of people,
 *  people trained and not placed, reports that keep coming back, a key person who leaves. */
export function warningsOf(facts: RiskFacts): Warning[] {
  return [
    ...lateness(facts),
    ...spending(facts),
    ...placement(facts),
    ...returns(facts),
    ...key(facts),
  ]
}

/** The weight of an award among others; 0 where nothing stands out. */
export function warningWeight(facts: RiskFacts): number {
  return warningsOf(facts).reduce((sum, { weight }) => sum + weight, 0)
}

function lateness({ delinquent, late }: RiskFacts): Warning[] {
  if (delinquent > 0) {
    const what = delinquent === 1 ? 'A report is' : `${delinquent} reports are`
    return [{ says: `${what} delinquent.`, weight: 40 }]
  }
  if (late === 0) return []
  const what = late === 1 ? 'A report was' : `${late} reports were`
  return [{ says: `${what} late within a year.`, weight: 10 + 5 * Math.min(late, 4) }]
}

function spending({ spent, enrolled }: RiskFacts): Warning[] {
  if (spent === null || enrolled === null) return []
  if ((spent - enrolled) * 100 <= riskThresholds.spendAhead) return []
  const says = `${percent(spent)} of the money is spent and ${percent(enrolled)} of the people are enrolled.`
  return [{ says, weight: 30 }]
}

function placement({ completed, placed }: RiskFacts): Warning[] {
  if (completed === null || placed === null || completed < riskThresholds.completersFrom) return []
  if (placed / completed >= riskThresholds.placedShare) return []
  const says = `${formatCount(placed)} of ${formatCount(completed)} who completed are placed.`
  return [{ says, weight: 25 }]
}

function returns({ returns }: RiskFacts): Warning[] {
  if (returns < riskThresholds.returns) return []
  return [{ says: `Reports came back ${returns} times within a year.`, weight: 15 }]
}

function key({ vacancies }: RiskFacts): Warning[] {
  return vacancies > 0 ? [{ says: 'A key person is leaving.', weight: 20 }] : []
}
