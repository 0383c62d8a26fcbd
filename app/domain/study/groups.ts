import { type Topic, topicLabels } from './milestones.ts'
import { type Stage, stageLabels } from './stages.ts'

/** Milestones under the heading a reader looks for: the stage the study holds, or the topic of those
 *  outside a stage; what stands for a stage it does not hold belongs to all of them. Groups follow the earliest date in each; inside a group the order given stays. */
export function groupMilestones<
  M extends {
    stage: Stage | 'cross'
    topic: Topic | null
    baselineOn: string | null
    forecastOn: string | null
  },
>(milestones: readonly M[], held: readonly Stage[]) {
  const groups = new Map<string, { key: string; label: string; milestones: M[] }>()
  for (const milestone of milestones) {
    const { key, label } = groupOf(milestone, held)
    const group = groups.get(key) ?? { key, label, milestones: [] }
    groups.set(key, { ...group, milestones: [...group.milestones, milestone] })
  }
  return [...groups.values()].sort((a, b) => (startOf(a) < startOf(b) ? -1 : 1))
}

function groupOf(
  { stage, topic }: { stage: Stage | 'cross'; topic: Topic | null },
  held: readonly Stage[],
) {
  if (stage !== 'cross' && held.includes(stage)) return { key: stage, label: stageLabels[stage] }
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
