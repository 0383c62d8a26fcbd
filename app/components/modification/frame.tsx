import type { ReactNode } from 'react'
import { Page } from '#app/components/page.tsx'
import { SampleBadge, StatusTag, type TagTone } from '#app/components/tags.tsx'
import { awardName } from '#app/domain/award.ts'
import {
  type ModificationKind,
  type ModificationState,
  modificationLabels,
  modificationStateLabels,
} from '#app/domain/modification.ts'
import * as paths from '#app/paths.ts'
import type { ModifiedAward } from '#db/awards/modifications.ts'

/** A page about the modifications of one award: the way up and whose award it is, above its title. */
export function ModificationFrame(props: {
  award: ModifiedAward
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  /** True on the list itself, whose crumbs end at the award. */
  isTop?: boolean
  children: ReactNode
}) {
  const { award, isTop = false } = props
  return (
    <Page
      title={props.title}
      lead={props.lead}
      actions={props.actions}
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: award.number, href: paths.award(award.number) },
        ...(isTop ? [] : [{ label: 'Modifications', href: paths.modifications(award.number) }]),
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

export const modificationTitle = ({ no, kind }: { no: number; kind: ModificationKind }) =>
  `Modification ${no}: ${modificationLabels[kind].toLowerCase()}`

const tones: Record<ModificationState, TagTone> = {
  draft: 'plain',
  asked: 'action',
  recommended: 'action',
  approved: 'good',
  refused: 'bad',
  withdrawn: 'plain',
}

export function ModificationTag({ state }: { state: ModificationState }) {
  return <StatusTag tone={tones[state]}>{modificationStateLabels[state]}</StatusTag>
}
