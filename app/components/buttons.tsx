import type { ButtonHTMLAttributes, ReactNode } from 'react'

const looks = {
  primary: 'usa-button',
  outline: 'usa-button usa-button--outline',
  danger: 'usa-button usa-button--secondary',
  plain: 'usa-button usa-button--unstyled',
} as const

export type ButtonLook = keyof typeof looks

/** Submits its form. One primary button a page: the thing most people came to do. */
export function Button({
  look = 'primary',
  ...rest
}: { look?: ButtonLook } & ButtonHTMLAttributes<HTMLButtonElement>) {
  return <button type="submit" className={looks[look]} {...rest} />
}

/** A link that starts something, dressed as a button. */
export function ButtonLink(props: { href: string; look?: ButtonLook; children: ReactNode }) {
  return (
    <a href={props.href} className={looks[props.look ?? 'primary']}>
      {props.children}
    </a>
  )
}

/**
 * A move that exists but is not open now: shown with the sentence that says why, never hidden. It
 * stays focusable and does nothing when pressed.
 */
export function ClosedButton(props: { id: string; reason: string; children: ReactNode }) {
  return (
    <>
      <button
        type="button"
        className="usa-button"
        aria-disabled="true"
        aria-describedby={`${props.id}-reason`}
      >
        {props.children}
      </button>
      <p className="button-reason" id={`${props.id}-reason`}>
        {props.reason}
      </p>
    </>
  )
}

export function ButtonRow({ children }: { children: ReactNode }) {
  return <div className="button-row">{children}</div>
}

/** The end of a form: the button that sends it, and the way out for whoever will not. */
export function SubmitRow(props: { label: string; instead: string; href: string }) {
  return (
    <ButtonRow>
      <Button>{props.label}</Button>
      <ButtonLink look="outline" href={props.href}>
        {props.instead}
      </ButtonLink>
    </ButtonRow>
  )
}
