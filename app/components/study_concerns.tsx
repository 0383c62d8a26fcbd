import { formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { type Concern } from '#app/domain/study/attention.ts'
import { varianceWords } from '#app/domain/study/forecast.ts'
import { type GateSide } from '#app/domain/study/gates.ts'
import { type Stage, stageLabels } from '#app/domain/study/stages.ts'
import * as paths from '#app/paths.ts'
import type { MilestoneRow } from '#db/studies/milestones.ts'
import { Section } from './page.tsx'
import { type Task, TaskList } from './tasks.tsx'

/** What in a study needs somebody, most pressing first. */
export function StudyConcerns(props: {
  slug: string
  today: string
  concerns: readonly Concern<MilestoneRow>[]
  carried: number
  gates: readonly { stage: Stage; side: GateSide; decision: string | null }[]
}) {
  const { slug, today, concerns, carried, gates } = props
  const tasks: Task[] = [
    ...gates
      .filter(({ decision }) => decision === null)
      .map(({ stage, side }) => ({
        title: `${stageLabels[stage]}: ${side} gate`,
        href: paths.gate(slug, stage, side),
        hint: 'Proposed by an evaluation officer. The director decides.',
        state: { tone: 'action' as const, label: 'Waits for a decision' },
      })),
    ...concerns.map((concern) => ({
      title: concern.milestone.name,
      href: paths.milestone(slug, concern.milestone.code),
      ...said(concern, today),
    })),
  ]
  return (
    <Section id="attention" title="Needs attention">
      {tasks.length === 0 ? (
        <p>Nothing: no evidence waits, no date has passed, and nothing slips.</p>
      ) : (
        <TaskList tasks={tasks} />
      )}
      {carried > 0 && (
        <p className="section__note">
          {carried === 1
            ? '1 milestone after these slips'
            : `${carried} milestones after these slip`}{' '}
          with them; the <a href="#milestone-list">table of milestones</a> shows how far.
        </p>
      )}
    </Section>
  )
}

function said(concern: Concern<MilestoneRow>, today: string): Pick<Task, 'hint' | 'state'> {
  const { forecastOn, baselineOn, variance } = concern.milestone
  switch (concern.kind) {
    case 'waiting':
      return {
        hint: 'Its evidence is submitted and waits to be accepted or sent back.',
        state: { tone: 'action', label: 'Evidence to decide on' },
      }
    case 'overdue':
      return {
        hint: `Forecast for ${forecastOn ? formatDue(forecastOn, today) : 'no date'}. Its evidence or a new forecast is due.`,
        state: { tone: 'warn', label: 'Date has passed' },
      }
    case 'slipping':
      return {
        hint:
          forecastOn && baselineOn
            ? `Now forecast for ${formatShortDate(forecastOn)}; the baseline was ${formatShortDate(baselineOn)}.`
            : undefined,
        state: {
          tone: variance.flag === 'red' ? 'bad' : 'warn',
          label:
            (variance.days ?? 0) > 0
              ? varianceWords(variance.days ?? 0)
              : 'Before something it waits for',
        },
      }
  }
}
