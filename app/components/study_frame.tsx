import type { ReactNode } from 'react'
import * as paths from '#app/paths.ts'
import { Page } from './page.tsx'
import { Parts } from './parts.tsx'
import { SampleBadge } from './tags.tsx'

const parts = [
  { part: 'study', label: 'Overview', href: (slug: string) => paths.study(slug) },
  { part: 'record', label: 'Record', href: (slug: string) => paths.studyRecord(slug) },
  {
    part: 'agreements',
    label: 'Agreements',
    href: (slug: string) => paths.studyAgreements(slug),
  },
  { part: 'alerts', label: 'Alerts', href: (slug: string) => paths.studyAlerts(slug) },
  { part: 'enrolment', label: 'Enrolment', href: (slug: string) => paths.studyEnrolment(slug) },
  {
    part: 'reconciliation',
    label: 'Reconciliation',
    href: (slug: string) => paths.studyReconciliation(slug),
  },
  { part: 'power', label: 'Power', href: (slug: string) => paths.studyPower(slug) },
  { part: 'balance', label: 'Balance', href: (slug: string) => paths.studyBalance(slug) },
  { part: 'attrition', label: 'Attrition', href: (slug: string) => paths.studyAttrition(slug) },
  {
    part: 'deliverables',
    label: 'Deliverables',
    href: (slug: string) => paths.deliverables(slug),
  },
  { part: 'findings', label: 'Findings', href: (slug: string) => paths.studyFindings(slug) },
] as const

export type StudyPart = (typeof parts)[number]['part']

/** The pages of one study, for who reads its plan. */
export function StudyParts({ slug, current }: { slug: string; current: StudyPart | null }) {
  const own = parts.find(({ part }) => part === current)
  return (
    <Parts
      label="Pages of this study"
      current={own?.href(slug) ?? null}
      parts={parts.map(({ label, href }) => ({ label, href: href(slug) }))}
    />
  )
}

/** A page about one part of a study: the way up, whose it is, and the other parts. */
export function StudyFrame(props: {
  study: { slug: string; title: string; sample: boolean }
  part: StudyPart
  /** True where the page stands below the part's own page. */
  isBelow?: boolean
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  children: ReactNode
}) {
  const { study, part, isBelow = false } = props
  const own = parts.find((one) => one.part === part)
  return (
    <Page
      breadcrumb={[
        { label: 'Studies', href: paths.studies() },
        { label: study.title, href: paths.study(study.slug) },
        ...(isBelow && own && part !== 'study'
          ? [{ label: own.label, href: own.href(study.slug) }]
          : []),
      ]}
      kicker={
        <>
          {study.title} {study.sample && <SampleBadge />}
        </>
      }
      title={props.title}
      lead={props.lead}
      actions={props.actions}
    >
      {!isBelow && <StudyParts slug={study.slug} current={part} />}
      {props.children}
    </Page>
  )
}
