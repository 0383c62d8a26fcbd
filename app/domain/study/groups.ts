import { type Topic, topicLabels } from './milestones.ts'
import { type Stage, stageLabels } from './stages.ts'

/** Milestones under the heading a reader looks for: the stage, or the topic of those outside a
 *  stage. Groups follow the earliest date in each; inside a group the order given stays. */
export function groupMilestones<
  M extends {
    stage: Stage | 'cross'
    topic: Topic | null
    baselineOn: string | null
    forecastOn: string | null
  },
>(milestones: readonly M[]) {
  const groups = new Map<string, { key: string; label: string; milestones: M[] }>()
  for (const milestone of milestones) {
    const { key, label } = groupOf(milestone)
    const group = groups.get(key) ?? { key, label, milestones: [] }
    groups.set(key, { ...group, milestones: [...group.milestones, milestone] })
  }
  return [...groups.values()].sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
}

function groupOf({ stage, topic }: { stage: Stage | 'cross'; topic: Topic | null }) {
  if (stage !== 'cross') return { key: stage, label: stageLabels[stage] }
  return topic === null
    ? { key: 'cross', label: 'Across stages' }
    : { key: topic, label: topicLabels[topic] }
}

function startOf({
  milestones,
}: {
  milestones: readonly { baselineOn: string | null; forecastOn: string | null }[]
}): string {
  const dates = milestones.flatMap(({ baselineOn, forecastOn }) => baselineOn ?? forecastOn ?? [])
  return dates.sort()[0] ?? '9999-12-31'
}
