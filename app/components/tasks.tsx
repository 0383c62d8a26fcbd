import type { ReactNode } from 'react'
import { StatusTag } from '#app/components/tags.tsx'
import type { TagTone } from '#app/components/tags.tsx'

export type Task = {
  title: ReactNode
  /** Null when there is nothing to open. */
  href: string | null
  hint?: ReactNode
  state: { tone: TagTone; label: string }
}

/** Rows to work through in any order; the whole row is the link. */
export function TaskList({ tasks }: { tasks: Task[] }) {
  return (
    <ul className="tasks">
      {tasks.map((task, position) => (
        <li className="task" key={position}>
          <div className="task__words">
            {task.href ? (
              <a className="task__title task__link" href={task.href}>
                {task.title}
              </a>
            ) : (
              <span className="task__title">{task.title}</span>
            )}
            {task.hint && <p className="task__hint">{task.hint}</p>}
          </div>
          <StatusTag tone={task.state.tone}>{task.state.label}</StatusTag>
        </li>
      ))}
    </ul>
  )
}

/** Where one is in a job whose order is fixed. `current` counts from 0. */
export function StepIndicator({ steps, current }: { steps: string[]; current: number }) {
  return (
    <div className="usa-step-indicator usa-step-indicator--counters-sm">
      <ol className="usa-step-indicator__segments">
        {steps.map((step, position) => (
          <li
            key={step}
            className={segmentClass(position, current)}
            aria-current={position === current ? 'step' : undefined}
          >
            <span className="usa-step-indicator__segment-label">
              {step}
              {position !== current && (
                <span className="visually-hidden">
                  {position < current ? ' (done)' : ' (not started)'}
                </span>
              )}
            </span>
          </li>
        ))}
      </ol>
      <p className="step-count">
        Step {current + 1} of {steps.length}
      </p>
    </div>
  )
}

function segmentClass(position: number, current: number) {
  const base = 'usa-step-indicator__segment'
  if (position < current) return `${base} ${base}--complete`
  if (position === current) return `${base} ${base}--current`
  return base
}
