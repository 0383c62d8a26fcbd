import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Button } from '#app/components/buttons.tsx'
import { Select } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { Differences } from '#app/components/report/differences.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import { differencesOf, readCompared, saidIn } from '#app/domain/report/differences.ts'
import { sealedItems } from '#app/domain/report/sealed.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findReport } from '#db/reports/find.ts'
import { readItems } from '#db/reports/matter.ts'
import { findVersion, listVersions } from '#db/reports/versions.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ report }: Loaded) => `Compare versions – ${reportTitle(report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const report = found(await findReport(actor, params['number'] ?? ''))
  const versions = await listVersions(actor, report.id)
  const asked = new URL(request.url).searchParams
  const { from, to } = readCompared(asked, versions.at(-1)?.no ?? 1)
  const [before, after] = [
    found(await findVersion(actor, report.number, from)),
    found(await findVersion(actor, report.number, to)),
  ]
  const items = sealedItems(after.sealed, await readItems(report, report.programCode))
  const isNothing = [before, after].find(({ nothingToReport }) => nothingToReport)
  return {
    report,
    from,
    to,
    nothing: isNothing?.no ?? null,
    versions: versions.map(({ no, submittedAt }) => ({ no, submittedOn: dayIn(submittedAt) })),
    sections: differencesOf(items, saidIn(before.sealed), saidIn(after.sealed)),
  }
}

/** Two sealed versions side by side; only what they say differently. */
export default function Compare() {
  const { report, from, to, nothing, versions, sections } = useLoaderData<typeof loader>()
  const choices = versions.map(({ no, submittedOn }) => ({
    value: String(no),
    label: `Version ${no}, ${formatShortDate(submittedOn)}`,
  }))
  const count = sections.reduce((sum, { differences }) => sum + differences.length, 0)
  return (
    <ReportPage
      report={report}
      title="Compare versions"
      lead="Each version is sealed as it was signed. Only what two of them say differently shows here."
    >
      <form method="get" action={paths.reportCompare(report.number)} className="compare">
        <Select name="from" label="Earlier version" choices={choices} defaultValue={String(from)} />
        <Select name="to" label="Later version" choices={choices} defaultValue={String(to)} />
        <Button look="outline">Compare</Button>
      </form>
      {nothing && (
        <Alert tone="info">
          Version {nothing} certified that there is nothing to report, so it holds no answers.
        </Alert>
      )}
      <Section
        id="changes"
        title={`From version ${from} to version ${to}`}
        aside={count === 1 ? '1 difference' : `${count} differences`}
      >
        <Differences from={from} to={to} sections={sections} />
      </Section>
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
      </p>
    </ReportPage>
  )
}
