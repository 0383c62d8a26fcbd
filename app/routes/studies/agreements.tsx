import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Alert, Done, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag, type TagTone } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import {
  type AgreementStanding,
  agreementKinds,
  agreementLabels,
  agreementStanding,
  agreementStandingLabels,
  isInForce,
  renewFrom,
  stopsWithout,
} from '#app/domain/study/agreements.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { listAgreementFiles } from '#db/studies/agreement_files.ts'
import { listAgreements } from '#db/studies/agreements.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Agreements of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const day = today()
  const files = await listAgreementFiles(actor, study.id)
  const agreements = (await listAgreements(actor, study.id)).map(({ renewedById, ...row }) => {
    const agreement = { ...row, isRenewed: renewedById !== null }
    return {
      ...agreement,
      standing: agreementStanding(agreement, day),
      holds: isInForce(agreement, day),
      files: files
        .filter(({ agreementId }) => agreementId === row.id)
        .map(({ name, sha256 }) => ({ name, sha256 })),
      renewFrom: row.expiresOn && renewFrom(row),
    }
  })
  return {
    study,
    day,
    agreements,
    mayWrite: may(actor.role, 'study.write'),
    done: new URL(request.url).searchParams.get('done'),
    // Of a kind that was agreed once and is not in force today.
    stopped: agreementKinds.filter(
      (kind) =>
        agreements.some((one) => one.kind === kind && one.standing !== 'not_yet') &&
        !agreements.some((one) => one.kind === kind && one.holds),
    ),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

const tones: Record<AgreementStanding, TagTone> = {
  not_yet: 'plain',
  in_force: 'good',
  renewal_due: 'warn',
  lapsed: 'bad',
  ended: 'plain',
  renewed: 'plain',
}

const outcomes: Record<string, { says: string; next: string }> = {
  entered: {
    says: 'The agreement is entered.',
    next: 'Before it expires, its renewal comes up on the team’s Today page.',
  },
  filed: {
    says: 'The document is added.',
    next: 'Everyone who reads the plan of this study can open it from the table.',
  },
  ended: {
    says: 'The agreement is ended.',
    next: 'What rests on it stops from that day. Everyone who reads this study sees the reason in its history.',
  },
}

export default function Agreements() {
  const { study, day, agreements, mayWrite, done, stopped } = useLoaderData<typeof loader>()
  const outcome = done === null ? undefined : outcomes[done]
  return (
    <StudyFrame
      study={study}
      part="agreements"
      title="Agreements"
      lead="What the study may do rests on these. Each shows its last day, when its renewal begins, and what stops without it."
      actions={
        mayWrite && (
          <ButtonLink href={paths.newAgreement(study.slug)}>Enter an agreement</ButtonLink>
        )
      }
    >
      {outcome && (
        <Done says={outcome.says}>
          <p>{outcome.next}</p>
        </Done>
      )}
      {stopped.map((kind) => (
        <Alert key={kind} tone="error" title={`${agreementLabels[kind]}: none is in force today`}>
          {stopsWithout[kind]}
        </Alert>
      ))}
      {agreements.length === 0 ? (
        <EmptyState title="No agreement is entered yet">
          IRB approval, data use, OMB clearance and each site’s participation are kept here.
        </EmptyState>
      ) : (
        agreementKinds
          .filter((kind) => agreements.some((one) => one.kind === kind))
          .map((kind) => (
            <Section key={kind} id={kind} title={agreementLabels[kind]}>
              <p className="section__note">Without it: {stopsWithout[kind]}</p>
              <Kind
                study={study}
                kind={kind}
                day={day}
                mayWrite={mayWrite}
                rows={agreements.filter((one) => one.kind === kind)}
              />
            </Section>
          ))
      )}
    </StudyFrame>
  )
}

function Kind(props: {
  study: Loaded['study']
  kind: Loaded['agreements'][number]['kind']
  day: string
  mayWrite: boolean
  rows: Loaded['agreements']
}) {
  const { study, kind, day, mayWrite, rows } = props
  return (
    <DataTable id={`table-${kind}`} caption={agreementLabels[kind]} captionHidden>
      <thead>
        <tr>
          <HeaderCell>With</HeaderCell>
          <HeaderCell>Standing</HeaderCell>
          <HeaderCell>First day</HeaderCell>
          <HeaderCell>Last day</HeaderCell>
          <HeaderCell>Renewal begins</HeaderCell>
          {mayWrite && <HeaderCell>What you can do</HeaderCell>}
        </tr>
      </thead>
      <tbody>
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.url ? (
                <a href={one.url} rel="noreferrer">
                  {one.party}
                </a>
              ) : (
                one.party
              )}
              <span className="sub">
                {[one.identifier, one.awardNumber].filter(Boolean).join(' · ') || 'no number'}
              </span>
              {one.files.map(({ name, sha256 }) => (
                <span className="sub" key={sha256}>
                  <a href={paths.agreementDocument(study.slug, one.id, sha256)} download>
                    {name}
                  </a>
                </span>
              ))}
            </th>
            <td className="wrap">
              <StatusTag tone={tones[one.standing]}>
                {agreementStandingLabels[one.standing]}
              </StatusTag>
              {one.endedReason && <span className="sub">{one.endedReason}</span>}
            </td>
            <td className="nowrap">{formatShortDate(one.effectiveOn)}</td>
            <td className="nowrap">
              {one.endedOn
                ? formatShortDate(one.endedOn)
                : one.expiresOn
                  ? formatDue(one.expiresOn, day)
                  : 'does not expire'}
            </td>
            <td className="nowrap">
              {one.renewFrom && !one.isRenewed && !one.endedOn
                ? formatShortDate(one.renewFrom)
                : '–'}
            </td>
            {mayWrite && (
              <td className="nowrap">
                <a href={paths.agreementFile(study.slug, one.id)}>
                  Add document<span className="visually-hidden"> of {one.party}</span>
                </a>
                {!one.isRenewed && !one.endedOn && (
                  <>
                    {' '}
                    ·{' '}
                    <a href={paths.newAgreement(study.slug, { renews: one.id })}>
                      Renew<span className="visually-hidden"> {one.party}</span>
                    </a>{' '}
                    ·{' '}
                    <a href={paths.agreementEnd(study.slug, one.id)}>
                      End<span className="visually-hidden"> {one.party}</span>
                    </a>
                  </>
                )}
              </td>
            )}
          </tr>
        ))}
      </tbody>
    </DataTable>
  )
}
