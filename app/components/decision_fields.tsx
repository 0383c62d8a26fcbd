import { decisionKindHints, decisionKindLabels, decisionKinds } from '#app/domain/decisions.ts'
import type { FieldProps } from '#app/form.tsx'
import { Radios } from './choices.tsx'
import { TextArea } from './fields.tsx'

/** What is decided, in words, and where it takes the place of another decision, why. */
export function DecisionFields(props: {
  field: (name: string) => FieldProps
  supersedes: number | null
}) {
  const { field, supersedes } = props
  return (
    <>
      <Radios
        {...field('kind')}
        legend="What is decided"
        choices={decisionKinds.map((kind) => ({
          value: kind,
          label: decisionKindLabels[kind],
          hint: decisionKindHints[kind],
        }))}
      />
      <TextArea
        {...field('words')}
        label="The decision in words"
        hint="What follows from it, from when on, and what it rests on. Once published it never changes."
        rows={8}
      />
      {supersedes !== null && (
        <TextArea
          {...field('reason')}
          label={`Why it takes the place of decision ${supersedes}`}
          rows={3}
        />
      )}
    </>
  )
}
