import { type Actor, permit } from '#app/domain/access.ts'
import { awardName, awardStatusLabels } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import type { Evidence, EvidenceLine, EvidenceSection, Subject } from '#app/domain/decisions.ts'
import { directionOf } from '#app/domain/evidence/finding.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { modelLevelLabels } from '#app/domain/evidence/model_level.ts'
import { footingLabels, footingLines, readMoneyFilters } from '#app/domain/evidence/money.ts'
import { fundLines, fundStepLabels, fundSteps, readFundFilters } from '#app/domain/funds.ts'
import { addTotals } from '#app/domain/origin_total.ts'
import { combineAccepted, formatFigure } from '#app/domain/report/accepted.ts'
import { gateDecisionLabels } from '#app/domain/study/gates.ts'
import { stageLabels, stageStateLabels, stages } from '#app/domain/study/stages.ts'
import { listAcceptedFigures, listTargets } from '../awards/figures.ts'
import { findAward } from '../awards/find.ts'
import { listAppropriations } from '../appropriations.ts'
import { listAllFindings } from '../evidence/findings.ts'
import { listModelLevels } from '../evidence/levels.ts'
import { findModel } from '../evidence/models.ts'
import { listMoneyByStream } from '../evidence/money.ts'
import { listAwardFunds, listOfficialFunds } from '../funds.ts'
import { findStudy } from '../studies/find.ts'
import { listGateDecisions } from '../studies/gates.ts'
import { findStream, listPrograms } from '../streams.ts'
import { standingOn } from '#app/domain/appropriations.ts'

/** What is known today of what a decision is about, as far as the actor reads it; null where the actor reads
 *  nothing of it, or where there is no such thing. */
export async function evidenceAbout(actor: Actor, subject: Subject): Promise<Evidence | null> {
  const on = today()
  const known = await knownOf(actor, subject)
  return known && { about: { ...subject, name: known.name }, on, sections: known.sections }
}

interface Known {
  name: string
  sections: EvidenceSection[]
}

async function knownOf(actor: Actor, { kind, code }: Subject): Promise<Known | null> {
  switch (kind) {
    case 'stream':
    case 'program':
      return knownOfMoney(actor, kind, code)
    case 'model':
      return knownOfModel(actor, code)
    case 'award':
      return knownOfAward(actor, code)
    case 'study':
      return knownOfStudy(actor, code)
  }
}

/** How far the money came; of a stream also what its dollars stand on. */
async function knownOfMoney(
  actor: Actor,
  kind: 'stream' | 'program',
  code: string,
): Promise<Known | null> {
  const reader = permit(actor, 'portfolio.read')
  if (!reader) return null
  const named =
    kind === 'stream'
      ? await findStream(reader, code)
      : (await listPrograms(reader, null)).find((one) => one.code === code)
  if (!named) return null
  const day = today()
  const filters = readFundFilters(new URLSearchParams({ [kind]: code }), day)
  const [official, awards, recorded, money, levels] = await Promise.all([
    listOfficialFunds(reader, filters),
    listAwardFunds(reader, filters),
    listAppropriations(reader),
    kind === 'stream'
      ? listMoneyByStream(reader, readMoneyFilters(new URLSearchParams({ stream: code }), day))
      : [],
    listModelLevels(),
  ])
  const sections = [false, true].flatMap((sample): EvidenceSection[] => {
    const lines = fundLines(official, awards, standingOn(recorded, day), { sample, part: null })
    const own = money.filter((row) => row.sample === sample)
    return [
      {
        title: 'Money',
        sample,
        lines: lines.flatMap((line) =>
          fundSteps
            .filter((step) => line[step].note !== 'by program')
            .map((step): EvidenceLine => ({
              key: `${line.program ?? line.stream} ${step}`,
              label: `${line.name}: ${fundStepLabels[step].toLowerCase()}`,
              unit: 'usd',
              value: line[step].amount,
            })),
        ),
      },
      {
        title: 'Dollars by level of evidence',
        sample,
        lines:
          addTotals(own).awards === 0
            ? []
            : footingLines(own, levels).map(({ footing, total }) => ({
                key: footing,
                label: footingLabels[footing],
                unit: 'usd',
                value: total.awards === 0 ? '0.00' : total.amount,
              })),
      },
    ]
  })
  return { name: named.name, sections: filled(sections) }
}

/** What studies found of a model, and who runs it. */
async function knownOfModel(actor: Actor, code: string): Promise<Known | null> {
  const model = await findModel(code)
  if (!model) return null
  const reader = permit(actor, 'portfolio.read')
  const [levels, findings, money] = await Promise.all([
    listModelLevels(),
    listAllFindings({
      filters: { ...noFindingFilters, model: code },
      sort: 'code',
      descending: false,
    }),
    reader ? listMoneyByStream(reader, readMoneyFilters(new URLSearchParams(), today())) : [],
  ])
  const earnings = findings.filter(({ outcomeDomain }) => outcomeDomain === 'earnings')
  const favorable = earnings.filter((finding) => directionOf(finding) === 'favorable')
  const sections: EvidenceSection[] = [
    {
      title: 'Evidence',
      sample: false,
      lines: [
        words('level', 'Level of evidence', modelLevelLabels[levels.get(code) ?? 'none']),
        count('findings', 'Findings', findings.length),
        count('earnings', 'Findings on earnings', earnings.length),
        count('favorable', 'Favorable and significant findings on earnings', favorable.length),
      ],
    },
    ...[false, true].map((sample): EvidenceSection => {
      const own = addTotals(money.filter((row) => row.model === code && row.sample === sample))
      return {
        title: 'Awards that run it',
        sample,
        lines:
          sample && own.awards === 0
            ? []
            : [
                count('awards', 'Awards', own.awards),
                { key: 'amount', label: 'Amount', unit: 'usd', value: own.amount },
              ],
      }
    }),
  ]
  return { name: model.name, sections: filled(sections) }
}

/** The terms of an award, how far its money came, and what it reached of its targets. */
async function knownOfAward(actor: Actor, number: string): Promise<Known | null> {
  const reader = permit(actor, 'award.read')
  const award = reader && (await findAward(reader, number))
  if (!award) return null
  const [figures, targets] = await Promise.all([
    listAcceptedFigures(reader, award.id),
    listTargets(reader, award.id),
  ])
  const actuals = combineAccepted(figures)
  const latest = (code: string) => figures.filter((one) => one.code === code).at(-1)?.value ?? null
  const usd = (key: string, label: string, value: string | null): EvidenceLine => ({
    key,
    label,
    unit: 'usd',
    value: value === null ? null : cents(value),
  })
  const { modelRun, periodEnd } = award
  const sections: EvidenceSection[] = [
    {
      title: 'Award',
      sample: award.sample,
      lines: [
        words('status', 'Status', awardStatusLabels[award.status]),
        words('period_end', 'Last day of its period', periodEnd && formatShortDate(periodEnd)),
        words('model', 'Model it runs', modelRun && (modelRun.name ?? 'no model of the library')),
        words('level', 'Level of evidence', modelRun && modelLevelLabels[modelRun.level]),
      ],
    },
    {
      title: 'Money',
      sample: award.sample,
      lines: [
        usd('amount', 'Award amount', award.amount),
        usd('expended', 'Expended, as accepted', latest('FIN_EXPENDITURES')),
        usd('drawn', 'Drawn, as accepted', latest('FIN_RECEIPTS')),
      ],
    },
    {
      title: 'Accepted actuals and targets',
      sample: award.sample,
      lines: targets.map((target) => {
        const actual = actuals.find(({ code }) => code === target.code)
        const aim = formatFigure({ ...target, value: target.target })
        const reached = actual ? formatFigure(actual) : 'nothing accepted'
        return words(target.code, target.name, `${reached}; target ${aim}`)
      }),
    },
  ]
  const name = awardName({ name: award.name, leadOrganization: award.organization })
  return { name, sections: filled(sections) }
}

/** Where the stages of a study stand, and what its gates decided last. */
async function knownOfStudy(actor: Actor, slug: string): Promise<Known | null> {
  const [reader, gates] = [permit(actor, 'study.read'), permit(actor, 'gate.read')]
  const study = reader && (await findStudy(reader, slug))
  if (!study) return null
  const decided = gates ? await listGateDecisions(gates, slug) : []
  const sections: EvidenceSection[] = [
    {
      title: 'Stages',
      sample: study.sample,
      lines: study.stages.map(({ stage, state }) =>
        words(stage, stageLabels[stage], stageStateLabels[state]),
      ),
    },
    {
      title: 'Gates, last decision',
      sample: study.sample,
      lines: stages.flatMap((stage) =>
        (['entry', 'exit'] as const).flatMap((side) => {
          const last = decided.filter((one) => one.stage === stage && one.side === side).at(-1)
          if (!last) return []
          const said = last.decision
            ? gateDecisionLabels[last.decision]
            : `${gateDecisionLabels[last.proposal]} proposed`
          return [words(`${stage} ${side}`, `${stageLabels[stage]}, ${side}`, said)]
        }),
      ),
    },
  ]
  return { name: study.title, sections: filled(sections) }
}

const filled = (sections: EvidenceSection[]) => sections.filter(({ lines }) => lines.length > 0)

const words = (key: string, label: string, value: string | null): EvidenceLine => ({
  key,
  label,
  unit: 'words',
  value,
})

const count = (key: string, label: string, value: number): EvidenceLine => ({
  key,
  label,
  unit: 'count',
  value: String(value),
})

/** Figures are kept with four places, money has two. */
const cents = (value: string) => {
  const [whole = '0', places = ''] = value.split('.')
  return `${whole}.${places.padEnd(2, '0').slice(0, 2)}`
}
