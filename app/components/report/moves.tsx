import { Form } from '@remix-run/react'
import {
  Button,
  ButtonLink,
  type ButtonLook,
  ButtonRow,
  ClosedButton,
} from '#app/components/buttons.tsx'
import type { ReportMoveName } from '#app/domain/report/machine.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'

export interface OfferedMove {
  name: ReportMoveName
  label: string
  disabled: string | null
}

/** Where each move is made; those with words of their own have a page, the rest are one button. */
const pages: Partial<Record<ReportMoveName, (number: string) => string>> = {
  hand_over: paths.reportHandover,
  decline: paths.reportDecline,
  certify: paths.reportCertification,
  certify_nothing: paths.reportNothing,
  withdraw: paths.reportWithdrawal,
  return: paths.reportReturn,
  accept: paths.reportAcceptance,
  reopen: paths.reportReopening,
}

const buttons: readonly ReportMoveName[] = ['pick_up', 'hand_back', 'take_over']

const looks: Partial<Record<ReportMoveName, ButtonLook>> = {
  decline: 'outline',
  certify_nothing: 'outline',
  withdraw: 'outline',
  hand_back: 'outline',
  return: 'outline',
  reopen: 'outline',
}

/** The moves that are open to this person now; one that lacks something says what. */
export function Moves(props: {
  number: string
  version: number
  moves: readonly OfferedMove[]
  shown: readonly ReportMoveName[]
}) {
  const { number, version, shown } = props
  const moves = shown.flatMap((name) => props.moves.filter((move) => move.name === name))
  if (moves.length === 0) return null
  return (
    <ButtonRow>
      {moves.map(({ name, label, disabled }) => {
        if (disabled) {
          return (
            <ClosedButton key={name} id={`move-${name}`} reason={disabled}>
              {label}
            </ClosedButton>
          )
        }
        const look = looks[name] ?? 'primary'
        const page = pages[name]
        if (page) {
          return (
            <ButtonLink key={name} href={page(number)} look={look}>
              {label}
            </ButtonLink>
          )
        }
        if (!buttons.includes(name)) return null
        return (
          <Form key={name} method="post" action={paths.reportReview(number)}>
            <WriteFields version={version} />
            <input type="hidden" name="move" value={name} />
            <Button look={look}>{label}</Button>
          </Form>
        )
      })}
    </ButtonRow>
  )
}
