import type { ReactNode } from 'react'
import { awardName } from '#app/domain/award.ts'
import { type AwardLife, nextInLife } from '#app/domain/award_life.ts'
import * as paths from '#app/paths.ts'
import { NextStep } from './notices.tsx'
import { Page } from './page.tsx'
import { SampleBadge } from './tags.tsx'

/** On the page of an award: what happens to it next, and where that is done. */
export function WhatIsNext(props: {
  life: AwardLife & { number: string }
  day: string
  followsCloseout: boolean
}) {
  const { life, day, followsCloseout } = props
  const hasCloseout = ['ended', 'terminated', 'closeout', 'closed'].includes(life.status)
  return (
    <NextStep>
      <p>
        {nextInLife(life, day)} <a href={paths.awardStatus(life.number)}>Status of this award</a>
        {hasCloseout && followsCloseout && (
          <>
            {' · '}
            <a href={paths.closeout(life.number)}>Closeout checklist</a>
          </>
        )}
      </p>
    </NextStep>
  )
}

export interface NamedAward {
  number: string
  name: string | null
  leadOrganization: string
  sample: boolean
}

/** A page about one side of an award: the way up and whose award it is, above its title. */
export function AwardFrame(props: {
  award: NamedAward
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  /** The pages between the award's own and this one. */
  above?: { label: string; href: string }[]
  children: ReactNode
}) {
  const { award, above = [] } = props
  return (
    <Page
      title={props.title}
      lead={props.lead}
      actions={props.actions}
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: award.number, href: paths.award(award.number) },
        ...above,
      ]}
      kicker={
        <>
          {awardName(award)}
          {award.name !== null && ` · ${award.leadOrganization}`} {award.sample && <SampleBadge />}
        </>
      }
    >
      {props.children}
    </Page>
  )
}
