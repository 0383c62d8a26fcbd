import type { ReactNode } from 'react'
import * as paths from '#app/paths.ts'

/** A figure as the way to its history: the number itself is the link, so that nothing stands beside it. */
export function ValueLink(props: { number: string; code: string; children: ReactNode }) {
  return (
    <a className="value-link" href={paths.reportValue(props.number, props.code)}>
      {props.children}
      <span className="visually-hidden">: how it came about</span>
    </a>
  )
}
