import type { ReactNode } from 'react'
import { type Crumb, Page } from '#app/components/page.tsx'
import { SampleBadge, StatusTag, type TagTone } from '#app/components/tags.tsx'
import { type ReportStatus, reportStatusLabels } from '#app/domain/report/states.ts'
import * as paths from '#app/paths.ts'

/** What a page needs to say which report it is about. */
export interface Headed {
  number: string
  label: string
  awardNumber: string
  awardName: string | null
  organizationName: string
  sample: boolean
}

/** A page of one report: the way up, the award, and whose it is, above its own title. */
export function ReportPage(props: {
  report: Headed
  title: ReactNode
  lead?: ReactNode
  actions?: ReactNode
  /** True on the report's own page, whose crumbs end above it. */
  isTop?: boolean
  children: ReactNode
}) {
  const { report, isTop = false } = props
  const crumbs: Crumb[] = [
    { label: 'Reports', href: paths.reports() },
    ...(isTop ? [] : [{ label: reportTitle(report), href: paths.report(report.number) }]),
  ]
  return (
    <Page
      title={props.title}
      lead={props.lead}
      actions={props.actions}
      breadcrumb={crumbs}
      kicker={
        <>
          <a href={paths.award(report.awardNumber)}>
            {report.awardName ?? report.organizationName}
          </a>
          {' · '}
          {report.organizationName} {report.sample && <SampleBadge />}
        </>
      }
    >
      {props.children}
    </Page>
  )
}

export const reportTitle = ({ label }: Pick<Headed, 'label'>) => `${label} report`

const tones: Record<ReportStatus, TagTone> = {
  not_started: 'plain',
  draft: 'plain',
  awaiting_certification: 'action',
  submitted: 'action',
  in_review: 'plain',
  returned: 'warn',
  resubmitted: 'action',
  accepted: 'good',
  reopened: 'warn',
  not_required: 'plain',
  nothing_to_report: 'plain',
  lapsed: 'bad',
}

export function ReportStatusTag({ status }: { status: ReportStatus }) {
  return <StatusTag tone={tones[status]}>{reportStatusLabels[status]}</StatusTag>
}

/** The control number and burden of the form, where the sources give them. */
export function BurdenLine({
  burden,
}: {
  burden: { title: string; ombControlNumber: string; hoursPerResponse: string | null }[]
}) {
  if (burden.length === 0) return null
  return (
    <p className="fine-print">
      {burden.map(({ title, ombControlNumber, hoursPerResponse }, index) => (
        <span key={title}>
          {index > 0 && ' · '}
          {title}: OMB control number {ombControlNumber},{' '}
          {hoursPerResponse
            ? `estimated burden ${Number(hoursPerResponse)} hours a response`
            : 'burden not in the sources'}
        </span>
      ))}
    </p>
  )
}
