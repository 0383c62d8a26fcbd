import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Alert, Done, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { OutcomeTable, RecordFacts } from '#app/components/study_record.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import {
  changedFields,
  recordLabels,
  registeredChanges,
  registryLabels,
} from '#app/domain/study/record.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findStudyHead, listRecords, listRegistrations } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Record of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const [records, registrations] = await Promise.all([
    listRecords(actor, study.id),
    listRegistrations(actor, study.id),
  ])
  const search = new URL(request.url).searchParams
  const asked = search.get('version')
  const shown = asked ? found(records.find(({ no }) => String(no) === asked)) : records[0]
  const latest = records[0]
  return {
    study,
    mayWrite: may(actor.role, 'study.write'),
    done: search.get('done'),
    shown: shown ? { ...shown, savedAt: shown.savedAt.toISOString() } : null,
    latestNo: latest?.no ?? 0,
    versions: records.map((one, at) => {
      const before = records[at + 1]
      return {
        no: one.no,
        savedBy: one.savedBy,
        savedAt: one.savedAt.toISOString(),
        reason: one.reason,
        changed: before ? changedFields(before, one).map((field) => recordLabels[field]) : [],
      }
    }),
    registrations: registrations.map((one) => {
      const held = records.find(({ no }) => no === one.designNo)
      return {
        ...one,
        isLatest: registrations.find(({ registry }) => registry === one.registry)?.no === one.no,
        since:
          held && latest ? registeredChanges(held, latest).map((field) => recordLabels[field]) : [],
      }
    }),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function RecordPage() {
  const { study, mayWrite, done, shown, latestNo, versions, registrations } =
    useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part="record"
      title="Record"
      lead="What the study is designed as. Every version is kept, and a registration names the version it holds."
      actions={
        mayWrite && (
          <ButtonLink href={paths.studyRecordEdit(study.slug)}>Change the record</ButtonLink>
        )
      }
    >
      {done === 'saved' && (
        <Done says={`Version ${latestNo} of the record is saved.`}>
          <p>
            Everyone who reads this study sees it at once. If a registry holds an older version,
            enter the new registration when the registry shows it.
          </p>
        </Done>
      )}
      {done === 'registered' && (
        <Done says="The registration is recorded.">
          <p>
            From now on a change to what it holds asks for a reason, and both versions are kept.
          </p>
        </Done>
      )}
      {shown === null ? (
        <EmptyState title="No record yet">
          {study.sourceUrl
            ? 'The public page of this study gives no arms, outcomes or sample, so nothing is shown here.'
            : 'The lead enters questions, arms, outcomes, sample and dates here.'}
        </EmptyState>
      ) : (
        <>
          {shown.no !== latestNo && (
            <Alert tone="warning">
              This is version {shown.no}.{' '}
              <a href={paths.studyRecord(study.slug)}>See the version that stands.</a>
            </Alert>
          )}
          <p className="section__note">
            Version {shown.no}, saved by {shown.savedBy}, {formatDateTime(new Date(shown.savedAt))}
          </p>
          <RecordFacts record={shown} />
          <Section id="outcomes" title="Outcomes">
            <OutcomeTable outcomes={shown.outcomes} />
          </Section>
        </>
      )}
      <Registrations
        slug={study.slug}
        mayAdd={mayWrite && latestNo > 0}
        registrations={registrations}
      />
      {versions.length > 1 && <Versions slug={study.slug} versions={versions} />}
    </StudyFrame>
  )
}

function Registrations(props: {
  slug: string
  mayAdd: boolean
  registrations: Loaded['registrations']
}) {
  const { slug, mayAdd, registrations } = props
  return (
    <Section
      id="registrations"
      title="Registrations"
      aside={mayAdd && <a href={paths.studyRegistration(slug)}>Enter a registration</a>}
    >
      {registrations.length === 0 ? (
        <p>No registry holds this study yet. A trial is registered before anyone is assigned.</p>
      ) : (
        <DataTable id="registration-table" caption="Registrations" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Registry</HeaderCell>
              <HeaderCell>Number</HeaderCell>
              <HeaderCell>Registered</HeaderCell>
              <HeaderCell>Holds</HeaderCell>
              <HeaderCell>Reason</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {registrations.map((one) => (
              <tr key={`${one.registry} ${one.no}`}>
                <th scope="row">
                  {registryLabels[one.registry]}
                  <span className="sub">version {one.no}</span>
                </th>
                <td>
                  {one.url ? (
                    <a href={one.url} rel="noreferrer">
                      {one.identifier}
                    </a>
                  ) : (
                    one.identifier
                  )}
                </td>
                <td className="nowrap">{formatShortDate(one.registeredOn)}</td>
                <td className="wrap">
                  <a href={paths.studyRecord(slug, { version: one.designNo })}>
                    Version {one.designNo} of the record
                  </a>
                  {one.isLatest && one.since.length > 0 && (
                    <span className="sub">
                      <StatusTag tone="warn">Changed since</StatusTag>{' '}
                      {one.since.join(', ').toLowerCase()}
                    </span>
                  )}
                </td>
                <td className="wrap">{one.reason ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )}
    </Section>
  )
}

function Versions({ slug, versions }: { slug: string; versions: Loaded['versions'] }) {
  return (
    <Section id="versions" title="Versions of the record">
      <DataTable id="version-table" caption="Versions of the record" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Version</HeaderCell>
            <HeaderCell>Saved</HeaderCell>
            <HeaderCell>What changed</HeaderCell>
            <HeaderCell>Reason</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {versions.map(({ no, savedBy, savedAt, changed, reason }) => (
            <tr key={no}>
              <th scope="row">
                <a href={paths.studyRecord(slug, { version: no })}>Version {no}</a>
              </th>
              <td>
                {formatDateTime(new Date(savedAt))}
                <span className="sub">{savedBy}</span>
              </td>
              <td className="wrap">{changed.join(', ') || 'First version'}</td>
              <td className="wrap">{reason ?? '–'}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
