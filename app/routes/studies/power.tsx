import type { LoaderFunctionArgs } from '@remix-run/node'
import { Form, useLoaderData } from '@remix-run/react'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { NumberField, Select } from '#app/components/fields.tsx'
import { Alert, EmptyState, ErrorSummary } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import { PowerDetails, PowerMemos, PowerTable, PowerVerdict } from '#app/components/study_power.tsx'
import { may } from '#app/domain/access.ts'
import { formatDate } from '#app/domain/calendar.ts'
import {
  powerDesignLabels,
  powerDesigns,
  powerFieldNames,
  powerFields,
} from '#app/domain/study/power_inputs.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { studyPower } from '#app/study_power.server.ts'

export const handle = {
  title: ({ study }: { study: { title: string } }) => `Power of ${study.title}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'plan.read')
  const search = new URL(request.url).searchParams
  return {
    ...found(await studyPower(actor, params['slug'] ?? '', search)),
    mayKeep: may(actor.role, 'study.write'),
    done: search.get('done'),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function Power() {
  const { study, typed, problems, result, mayKeep, memos, done } = useLoaderData<typeof loader>()
  const { slug } = study
  const query = { ...typed }
  return (
    <StudyFrame
      study={study}
      part="power"
      title="Power"
      lead="What this study can tell with the people it has, and with those it will have at its pace. Computed anew from the counts each time it is opened."
      actions={
        mayKeep &&
        result && <ButtonLink href={paths.powerMemo(slug, query)}>Keep as a memo</ButtonLink>
      }
    >
      {done === 'kept' && (
        <Alert tone="success">
          The memo is kept below with its inputs. It stands as it is, whatever is enrolled later.
        </Alert>
      )}
      <ErrorSummary
        errors={Object.entries(problems).map(([id, message]) => ({ id, message: message ?? '' }))}
      />
      {result ? (
        <>
          <PowerVerdict power={result.power} />
          <p className="section__note">
            {result.at.sites} {result.at.sites === 1 ? 'site' : 'sites'} with people, enrolment
            until {formatDate(result.at.closesOn)}, {result.at.perMonth.toFixed(1)} people a month.
          </p>
          <PowerTable power={result.power} target={result.at.target} />
          <Section id="details" title="What follows">
            <PowerDetails power={result.power} />
          </Section>
        </>
      ) : (
        Object.keys(problems).length === 0 && (
          <EmptyState title="Nothing to compute yet">
            The record needs the day enrolment closes.{' '}
            <a href={paths.studyRecord(slug)}>See the record.</a>
          </EmptyState>
        )
      )}
      <Section id="inputs" title="Inputs">
        <Inputs typed={typed} problems={problems} />
      </Section>
      <PowerMemos memos={memos} />
    </StudyFrame>
  )
}

/** A plain GET form: the address carries the inputs, so it can be sent to a colleague. */
function Inputs({ typed, problems }: Pick<Loaded, 'typed' | 'problems'>) {
  const errorOf = (name: string) => {
    const error = problems[name]
    return error ? { error } : {}
  }
  return (
    <Form method="get" preventScrollReset>
      <div className="field-grid">
        <Select
          name="design"
          label="Design"
          defaultValue={typed.design}
          choices={powerDesigns.map((value) => ({ value, label: powerDesignLabels[value] }))}
          {...errorOf('design')}
        />
        <Select
          name="tails"
          label="Test"
          defaultValue={typed.tails}
          choices={[
            { value: '2', label: 'Either direction' },
            { value: '1', label: 'One direction' },
          ]}
        />
        {powerFieldNames.map((name) => (
          <NumberField
            key={name}
            name={name}
            inputMode="decimal"
            label={powerFields[name].label}
            hint={powerFields[name].hint}
            defaultValue={typed[name]}
            {...errorOf(name)}
          />
        ))}
      </div>
      <ButtonRow>
        <Button look="outline">Compute again</Button>
      </ButtonRow>
    </Form>
  )
}
