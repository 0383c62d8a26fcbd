import { SchemaForm } from '#app/form.tsx'
import type { Reply } from '#app/form.server.ts'
import {
  type Reach,
  populationLabels,
  populations,
  serviceLabels,
  services,
} from '#app/domain/overlap/reach.ts'
import * as paths from '#app/paths.ts'
import { SubmitRow } from './buttons.tsx'
import { Checkbox, Checkboxes } from './choices.tsx'
import { TextArea } from './fields.tsx'

/** Says where an award works, whom it serves and what it does, from what was said last. */
export function ReachForm(props: {
  number: string
  states: { usps: string; name: string; fips: string }[]
  /** What was said last, or where nobody has, what the sources say of states. */
  last: Reach
  version: number
  reply: Reply | undefined
}) {
  const { number, states, last, version, reply } = props
  // What was ticked when the form was refused, or what was said last.
  const ticked = (name: string, said: readonly string[]) =>
    reply ? [reply.typed[name] ?? []].flat() : said
  return (
    <SchemaForm
      schema={async () => (await import('#app/domain/overlap/forms.ts')).reachForm}
      reply={reply}
      values={{ counties: last.counties.join(' '), ...(last.nationwide && { nationwide: 'yes' }) }}
      version={version}
    >
      {(field) => (
        <>
          <Checkbox {...field('nationwide')} value="yes" label="It works nationwide" />
          {states.length > 0 && (
            <Checkboxes
              {...field('statewide')}
              defaultValue={ticked('statewide', last.statewide)}
              legend="States it covers whole"
              choices={states.map(({ usps, name }) => ({ value: usps, label: name }))}
            />
          )}
          <TextArea
            {...field('counties')}
            label="Counties"
            optional
            hint={`FIPS codes of five digits, separated by blanks${
              states[0] ? `; those of ${states[0].name} begin with ${states[0].fips}` : ''
            }. Leave empty what is not known.`}
            rows={2}
          />
          <div className="reach__sets">
            <Checkboxes
              {...field('populations')}
              defaultValue={ticked('populations', last.populations)}
              legend="Whom it serves"
              choices={populations.map((one) => ({ value: one, label: populationLabels[one] }))}
            />
            <Checkboxes
              {...field('services')}
              defaultValue={ticked('services', last.services)}
              legend="What it does"
              choices={services.map((one) => ({ value: one, label: serviceLabels[one] }))}
            />
          </div>
          <TextArea
            {...field('ground')}
            label="How you know"
            hint="The document and page, or who told you and when. The grantee reads it too."
            rows={3}
          />
          <SubmitRow
            label="Record the reach"
            instead="Back to the award"
            href={paths.award(number)}
          />
        </>
      )}
    </SchemaForm>
  )
}
