import {
  type ComponentAnswer,
  type ComponentAnswers,
  answerOf,
  componentAnswerLabels,
  componentLabels,
  components,
} from '#app/domain/evidence/library.ts'
import { type ModelLevel, modelLevelLabels } from '#app/domain/evidence/model_level.ts'
import { NotInSources } from './sources.tsx'
import { StatusTag } from './tags.tsx'

/** A model’s answer on each of the five components, a line each. */
export function componentFacts(model: ComponentAnswers) {
  return components.map((component) => {
    const answer = answerOf(model, component)
    return {
      label: componentLabels[component],
      value: answer === null ? <NotInSources /> : componentAnswerLabels[answer],
    }
  })
}

/** How many of the five components a model is known to have: '4 yes, 1 partly'. */
export function componentCount(model: ComponentAnswers): string | null {
  const answers = components.map((component) => answerOf(model, component))
  if (answers.every((answer) => answer === null)) return null
  const count = (wanted: ComponentAnswer | null) => answers.filter((one) => one === wanted).length
  return [
    `${count('yes')} of 5`,
    count('partly') > 0 && `${count('partly')} partly`,
    count(null) > 0 && `${count(null)} not in the sources`,
  ]
    .filter(Boolean)
    .join(', ')
}

export function ModelLevelTag({ level }: { level: ModelLevel }) {
  return <StatusTag tone={level === 'high' ? 'good' : 'plain'}>{modelLevelLabels[level]}</StatusTag>
}
