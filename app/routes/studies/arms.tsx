import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Alert } from '#app/components/notices.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { formatShare, shareOf } from '#app/domain/share.ts'
import { allocationAlarms } from '#app/domain/study/allocation.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { openArms } from '#db/studies/enrolment.ts'

export const handle = { title: 'Take-up and crossover by arm' }

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'arms.read')
  const { study, sites, embargoes } = found(await openArms(actor, params['slug'] ?? ''))
  const numbers = sites.map(({ number, site, ...counts }) => ({
    embargo: embargoes.find((one) => one.number === number) ?? null,
    number,
    site,
    program: Number(counts.program),
    control: Number(counts.control),
    programServed: Number(counts.programServed),
    controlServed: Number(counts.controlServed),
    programWithdrawn: Number(counts.programWithdrawn),
    controlWithdrawn: Number(counts.controlWithdrawn),
  }))
  return { study, sites: numbers }
}

export default function Arms() {
  const { study, sites } = useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part="enrolment"
      isBelow
      title="Take-up and crossover by arm"
      lead="What happened to people after assignment."
    >
      <Alert tone="info">
        Until the database is locked only the study’s team reads this: not its sites, not the
        agency. This look is kept in the study’s history.
      </Alert>
      <DataTable id="arms" caption="By site" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Site</HeaderCell>
            <HeaderCell numeric>Program arm: took it up</HeaderCell>
            <HeaderCell numeric>Control arm: crossed over</HeaderCell>
            <HeaderCell numeric>Control arm: within the embargo</HeaderCell>
            <HeaderCell numeric>Program arm: withdrew</HeaderCell>
            <HeaderCell numeric>Control arm: withdrew</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {sites.map((one) => (
            <tr key={one.number}>
              <th scope="row">
                {one.site}
                <span className="sub">{one.number}</span>
              </th>
              <td className="number">{of(one.programServed, one.program)}</td>
              <td className="number">
                {of(one.controlServed, one.control)}
                {one.control > 0 &&
                  one.controlServed / one.control > allocationAlarms.red.crossover && (
                    <span className="sub">
                      <StatusTag tone="bad">above 5%</StatusTag>
                    </span>
                  )}
              </td>
              <td className="number">
                {one.embargo ? (
                  <>
                    {of(one.embargo.embargoCrossovers ?? 0, one.control)}
                    <span className="sub">{one.embargo.embargoMonths} months</span>
                  </>
                ) : (
                  'no embargo recorded'
                )}
              </td>
              <td className="number">{of(one.programWithdrawn, one.program)}</td>
              <td className="number">{of(one.controlWithdrawn, one.control)}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </StudyFrame>
  )
}

const of = (part: number, whole: number) => formatShare(shareOf(String(part), String(whole)))
