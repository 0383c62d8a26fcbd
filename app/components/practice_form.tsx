import type { ReactNode } from 'react'
import type { Reply } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import { componentLabels, components } from '#app/domain/evidence/library.ts'
import { certainties, certaintyLabels, certaintyMeanings } from '#app/domain/evidence/practice.ts'
import { Checkboxes, Radios } from './choices.tsx'
import { Select, TextArea, TextField } from './fields.tsx'

/** What worked, for whom, how sure one may be, and what it rests on. */
export function PracticeForm(props: {
  reply: Reply | undefined
  version?: number
  /** What was saved last, or what the page was opened with. */
  values: Record<string, string>
  ticked: { sectors: readonly string[]; components: readonly string[] }
  sectors: readonly { code: string; name: string }[]
  models: readonly { code: string; name: string }[]
  findings: readonly { id: number; outcomeMeasure: string; title: string }[]
  children: ReactNode
}) {
  const { reply, values, sectors, models, findings } = props
  const ticked = (name: 'sectors' | 'components') =>
    reply ? [reply.typed[name] ?? []].flat() : props.ticked[name]
  return (
    <SchemaForm
      schema={async () => (await import('#app/domain/evidence/practice_forms.ts')).practiceForm}
      reply={reply}
      values={values}
      {...(props.version !== undefined && { version: props.version })}
    >
      {(field) => (
        <div className="narrow">
          <TextField {...field('title')} label="Title" hint="What one would do, in one line." />
          <TextArea
            {...field('done')}
            label="What was done"
            hint="So that another grantee could do it too. Nothing that names or identifies a person."
            rows={5}
          />
          <TextArea {...field('forWhom')} label="For whom" rows={2} />
          <TextArea
            {...field('seen')}
            label="What was seen"
            hint="With its figures, as what it rests on gives them."
            rows={4}
          />
          <Radios
            {...field('certainty')}
            legend="How sure may one be?"
            choices={certainties.map((value) => ({
              value,
              label: certaintyLabels[value],
              hint: certaintyMeanings[value],
            }))}
          />
          <TextField
            {...field('findings')}
            label="Findings of the library it rests on"
            hint="Their codes, such as EF002, separated by blanks."
            optional
          />
          <Select
            {...field('studyFinding')}
            label="An approved finding of a study"
            empty="None"
            choices={findings.map(({ id, outcomeMeasure, title }) => ({
              value: String(id),
              label: `${outcomeMeasure}, ${title}`,
            }))}
            optional
          />
          <TextField
            {...field('report')}
            label="Accepted reports it rests on"
            hint="Their numbers, separated by blanks."
            optional
          />
          <Checkboxes
            {...field('components')}
            defaultValue={ticked('components')}
            legend="Which components is it about?"
            hint="Officers find awards that lack them."
            choices={components.map((value) => ({ value, label: componentLabels[value] }))}
          />
          <Select
            {...field('model')}
            label="Model"
            empty="None of the library"
            choices={models.map(({ code, name }) => ({ value: code, label: name }))}
            optional
          />
          <Checkboxes
            {...field('sectors')}
            defaultValue={ticked('sectors')}
            legend="Sectors"
            choices={sectors.map(({ code, name }) => ({ value: code, label: name }))}
          />
          {props.children}
        </div>
      )}
    </SchemaForm>
  )
}
