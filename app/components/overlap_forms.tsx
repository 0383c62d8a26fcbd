import { SchemaForm } from '#app/form.tsx'
import type { Reply } from '#app/form.server.ts'
import {
  type OverlapMove,
  overlapActionLabels,
  overlapActions,
  overlapMoves,
} from '#app/domain/overlap/life.ts'
import * as paths from '#app/paths.ts'
import { SubmitRow } from './buttons.tsx'
import { Radios } from './choices.tsx'
import { Select, TextArea } from './fields.tsx'
import { Section } from './page.tsx'

/** What a director decides next about a finding. */
export function OverlapDecision(props: {
  overlap: { version: number; sharedAt: Date | null }
  moves: OverlapMove[]
  reply: Reply | undefined
}) {
  const { overlap, moves, reply } = props
  const choices = [
    ...moves.map((move) => ({ value: move, label: overlapMoves[move].label })),
    ...(overlap.sharedAt
      ? []
      : [
          {
            value: 'share',
            label: 'Share it with the two grantees',
            hint: 'Their certifying officials then read the finding and these words, not what was said within the agency. It cannot be taken back.',
          },
        ]),
  ]
  if (choices.length === 0) return null
  return (
    <Section id="decision" title="Decide">
      <SchemaForm
        schema={async () => (await import('#app/domain/overlap/forms.ts')).overlapMoveForm}
        reply={reply}
        version={overlap.version}
      >
        {(field) => (
          <>
            <Radios {...field('move')} legend="What do you decide?" choices={choices} />
            {moves.includes('plan') && (
              <Select
                {...field('action')}
                label="What will be done, if you plan an action"
                empty="Choose"
                choices={overlapActions.map((one) => ({
                  value: one,
                  label: overlapActionLabels[one],
                }))}
              />
            )}
            <TextArea
              {...field('words')}
              label="Why"
              hint="What reach, specialization or back-up it gives, against what it costs."
              rows={4}
            />
            <SubmitRow
              label="Record the decision"
              instead="Back to the findings"
              href={paths.overlaps()}
            />
          </>
        )}
      </SchemaForm>
    </Section>
  )
}

/** What the officer of either award knows. */
export function OverlapComment({ reply }: { reply: Reply | undefined }) {
  return (
    <Section id="comment" title="Say what you know">
      <SchemaForm
        schema={async () => (await import('#app/domain/overlap/forms.ts')).overlapCommentForm}
        reply={reply}
      >
        {(field) => (
          <>
            <TextArea
              {...field('words')}
              label="What the record does not hold"
              hint="Do they meet the same people? Do they coordinate already? Agency staff read it, the grantees do not."
              rows={4}
            />
            <SubmitRow
              label="Keep these words"
              instead="Back to the findings"
              href={paths.overlaps()}
            />
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
