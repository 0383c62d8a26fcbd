import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { Done, EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import {
  BalanceTable,
  BehindTheLock,
  LookKept,
  Omnibus,
  balanceMeaning,
} from '#app/components/study_balance.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { may } from '#app/domain/access.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { balanceSampleLabels } from '#app/domain/study/balance_table.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { openBalance } from '#db/studies/balance.ts'
import { findStudyHead } from '#db/studies/record.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Balance of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const team = await requireActor(request, 'arms.read')
  const actor = await requireActor(request, 'plan.read')
  const study = found(await findStudyHead(actor, params['slug'] ?? ''))
  const opened = await openBalance(team, study.slug)
  return {
    study,
    tables:
      opened?.tables.map(({ savedAt, ...table }) => ({
        ...table,
        savedAt: formatDateTime(savedAt),
      })) ?? null,
    mayWrite: may(actor.role, 'study.write'),
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function Balance() {
  const { study, tables, mayWrite, done } = useLoaderData<typeof loader>()
  return (
    <StudyFrame
      study={study}
      part="balance"
      title="Balance of the arms"
      lead="Whether chance made two groups alike before the program began."
      actions={
        mayWrite && (
          <ButtonLink href={paths.balanceEdit(study.slug)}>Enter characteristics</ButtonLink>
        )
      }
    >
      {done === 'saved' && (
        <Done says="The balance is saved as a version of its own.">
          <p>
            Put what lies between 0.05 and 0.25 into the impact model. Then count who is left in
            each analysis under <a href={paths.studyAttrition(study.slug)}>Attrition</a>.
          </p>
        </Done>
      )}
      {tables === null && <BehindTheLock />}
      {tables?.length === 0 && (
        <EmptyState title="No characteristic is entered yet">
          Enter what people were like before assignment, by arm: earnings of the quarters before,
          employment, age, education, sex, race and ethnicity.
        </EmptyState>
      )}
      {tables?.map((table) => (
        <Section
          key={table.sample}
          id={table.sample}
          title={balanceSampleLabels[table.sample]}
          aside={`version ${table.no}, ${table.savedBy}, ${table.savedAt}`}
        >
          <p>{balanceMeaning(table.rows)}</p>
          {table.reason && <p>Corrected: {table.reason}</p>}
          <BalanceTable id={`table-${table.sample}`} rows={table.rows} />
          <Omnibus omnibus={table.omnibus} />
        </Section>
      ))}
      {tables && tables.length > 0 && <LookKept />}
      <Section id="reading" title="How it is read">
        <p>
          Hedges g for what is measured, the Cox index for shares; both in standard deviations. Up
          to 0.05 the arms are alike as they are, up to 0.25 if the impact model holds the
          characteristic, above that no adjustment makes up for it (WWC Standards Handbook 4.1). The
          balance of those analyzed decides a rating, not that of everyone assigned.
        </p>
      </Section>
    </StudyFrame>
  )
}
