import type { ReactNode } from 'react'

const alertTones = ['info', 'success', 'warning', 'error'] as const
export type AlertTone = (typeof alertTones)[number]

const liveRoles = {
  info: undefined,
  success: 'status',
  warning: undefined,
  error: 'alert',
} as const

export function Alert(props: { tone: AlertTone; title?: string; children?: ReactNode }) {
  return (
    <div
      className={`usa-alert usa-alert--${props.tone}${props.title ? '' : ' usa-alert--slim'}`}
      role={liveRoles[props.tone]}
    >
      <div className="usa-alert__body">
        {props.title && <p className="usa-alert__heading">{props.title}</p>}
        {props.children && <div className="usa-alert__text">{props.children}</div>}
      </div>
    </div>
  )
}

/**
 * Every error of a refused form, in the same words as at its field, each a link to it. `id` is the
 * field's id. Takes focus (`#error-summary`) when the page comes back.
 */
export function ErrorSummary({ errors }: { errors: { id: string; message: string }[] }) {
  if (errors.length === 0) return null
  return (
    <div
      id="error-summary"
      className="usa-alert usa-alert--error error-summary"
      role="alert"
      tabIndex={-1}
    >
      <div className="usa-alert__body">
        <p className="usa-alert__heading">
          {errors.length === 1
            ? 'One answer needs your attention'
            : `${errors.length} answers need your attention`}
        </p>
        <ul className="error-summary__list">
          {errors.map((error) => (
            <li key={`${error.id} ${error.message}`}>
              <a href={`#${error.id}`}>{error.message}</a>
            </li>
          ))}
        </ul>
      </div>
    </div>
  )
}

/** What this place is for, why it is empty, and the one thing to do, if there is one. */
export function EmptyState(props: { title: string; children: ReactNode; action?: ReactNode }) {
  return (
    <div className="empty">
      <p className="empty__title">{props.title}</p>
      <div className="empty__text">{props.children}</div>
      {props.action && <p className="empty__action">{props.action}</p>}
    </div>
  )
}

/** Ends every job: what comes next, who does it, by when. */
export function NextStep({ title, children }: { title?: string; children: ReactNode }) {
  return (
    <section className="usa-summary-box next-step" aria-labelledby="next-step-title">
      <div className="usa-summary-box__body">
        <h2 className="usa-summary-box__heading" id="next-step-title">
          {title ?? 'What happens next'}
        </h2>
        <div className="usa-summary-box__text">{children}</div>
      </div>
    </section>
  )
}

/** Something a person did is kept, and what follows from it. */
export function Done({ says, children }: { says: string; children: ReactNode }) {
  return (
    <>
      <Alert tone="success">{says}</Alert>
      <NextStep>{children}</NextStep>
    </>
  )
}

/** Sits in a polite region, so that "Saved 2:03 p.m." is heard without stealing the cursor. */
export function SavedNote({ children }: { children?: ReactNode }) {
  return (
    <p className="saved-note" role="status">
      {children}
    </p>
  )
}
