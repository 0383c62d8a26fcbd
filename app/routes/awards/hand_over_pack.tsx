import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardStatusTag } from '#app/components/award_cells.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { ReportStatusTag } from '#app/components/report/head.tsx'
import { RiskTag } from '#app/components/risk.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { Pagination } from '#app/components/tables.tsx'
import { awardName } from '#app/domain/award.ts'
import { formatDate, formatDue, formatShortDate } from '#app/domain/calendar.ts'
import { isClosing, openInWords } from '#app/domain/caseload.ts'
import { today } from '#app/domain/clock.ts'
import { modificationLabels, modificationStateLabels } from '#app/domain/modification.ts'
import { correctionStateLabels } from '#app/domain/oversight/corrections.ts'
import { visitKindLabels } from '#app/domain/oversight/visits.ts'
import * as paths from '#app/paths.ts'
import { found, foundId } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type CaseloadAward, findDesk, listCaseload } from '#db/awards/caseloads.ts'

export const handle = { title: 'Hand-over pack' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'caseload.read')
  const asked = params['desk'] === 'nobody' ? 'nobody' : foundId(params['desk'])
  const desk = found(await findDesk(actor, asked))
  const query = new URL(request.url).searchParams
  const chosen = query.get('award')?.split(',').slice(0, 100) ?? null
  const after = query.get('after')
  return {
    desk,
    chosen,
    ...(await listCaseload(actor, asked, { after, chosen })),
    day: today(),
  }
}

/** What whoever looks after these awards next has to know, award by award, to be printed. */
export default function HandOverPack() {
  const { desk, chosen, awards, next, day } = useLoaderData<typeof loader>()
  const here = desk.id ?? 'nobody'
  const title = desk.id === null ? 'Awards without a program officer' : `Caseload of ${desk.name}`
  return (
    <Page
      title="Hand-over pack"
      kicker={title}
      lead={`What is open at each award on ${formatDate(day)}. Print it, or follow the links.`}
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: title, href: paths.caseload(here) },
      ]}
    >
      {awards.length === 0 && (
        <EmptyState title="No award here" action={<a href={paths.caseload(here)}>The caseload</a>}>
          What was asked for is not in this caseload today.
        </EmptyState>
      )}
      {awards.map((award) => (
        <AwardPart key={award.number} award={award} day={day} />
      ))}
      {next && (
        <Pagination
          position={`${awards.length} awards on this page, by number`}
          previous={null}
          next={paths.handOverPack(here, { award: chosen?.join(','), after: next })}
        />
      )}
    </Page>
  )
}

function AwardPart({ award, day }: { award: CaseloadAward; day: string }) {
  const { number, lastSaid, lastLeft } = award
  const name = awardName({ name: award.name, leadOrganization: award.organization })
  return (
    <Section id={number} title={name} aside={number}>
      <p>
        {award.organization} · <AwardStatusTag status={award.status} /> · ends{' '}
        {award.periodEnd ? formatShortDate(award.periodEnd) : <NotInSources />} · risk{' '}
        <RiskTag tier={award.ratedTier ?? award.tier} /> ·{' '}
        <a href={paths.award(number)}>Open the award</a>
      </p>
      {award.warnings.length > 0 && <p>{award.warnings.join(' ')}</p>}
      {lastLeft && (
        <blockquote>
          <p className="typed">{lastLeft.words}</p>
          <footer>
            {lastLeft.name} for whoever takes it over, {formatShortDate(lastLeft.at.slice(0, 10))}
          </footer>
        </blockquote>
      )}
      {lastSaid && (
        <blockquote>
          <p>{lastSaid.reason}</p>
          <footer>
            {lastSaid.name} on its risk, {formatShortDate(lastSaid.at.slice(0, 10))}
          </footer>
        </blockquote>
      )}
      {openInWords(award) === null ? (
        <p>Nothing is open.</p>
      ) : (
        <ul>
          {award.reports.map((report) => (
            <li key={report.number}>
              {report.isReadable ? (
                <a href={paths.report(report.number)}>{report.label} report</a>
              ) : (
                `${report.label} report`
              )}
              , due {formatDue(report.dueOn, day)} <ReportStatusTag status={report.status} />
            </li>
          ))}
          {award.modifications.map(({ no, kind, state }) => (
            <li key={no}>
              <a href={paths.modification(number, no)}>
                Modification {no}: {modificationLabels[kind]}
              </a>
              , {modificationStateLabels[state].toLowerCase()}
            </li>
          ))}
          {award.corrections.map(({ no, state, dueOn }) => (
            <li key={no}>
              <a href={paths.correction(number, no)}>Corrective action {no}</a>, due{' '}
              {formatDue(dueOn, day)}, {correctionStateLabels[state].toLowerCase()}
            </li>
          ))}
          {award.visits.map(({ no, kind, plannedOn }) => (
            <li key={no}>
              <a href={paths.visit(number, no)}>{visitKindLabels[kind]}</a>, planned for{' '}
              {formatDue(plannedOn, day)}
            </li>
          ))}
          {isClosing(award.status) && (
            <li>
              <a href={paths.closeout(number)}>The closeout</a>
            </li>
          )}
        </ul>
      )}
    </Section>
  )
}
