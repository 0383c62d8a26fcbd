import {
  type Component,
  type ComponentAnswer,
  componentAnswerLabels,
  componentLabels,
  components,
} from '#app/domain/evidence/library.ts'
import { type ModelLevel, modelLevelLabels } from '#app/domain/evidence/model_level.ts'
import { NotInSources } from './sources.tsx'
import { StatusTag } from './tags.tsx'

type Answers = Record<
  'screening' | 'occupationalTraining' | 'careerReadiness' | 'wraparound' | 'employerTies',
  ComponentAnswer | null
>

const fields = {
  screening: 'screening',
  occupational_training: 'occupationalTraining',
  career_readiness: 'careerReadiness',
  wraparound: 'wraparound',
  employer_ties: 'employerTies',
} as const satisfies Record<Component, keyof Answers>

export function answerOf(model: Answers, component: Component): ComponentAnswer | null {
  return model[fields[component]]
}

/** A model’s answer on each of the five components, a line each. */
export function componentFacts(model: Answers) {
  return components.map((component) => {
    const answer = answerOf(model, component)
    return {
      label: componentLabels[component],
      value: answer === null ? <NotInSources /> : componentAnswerLabels[answer],
    }
  })
}

/** How many of the five components a model is known to have: '4 yes, 1 partly'. */
export function componentCount(model: Answers): string | null {
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
