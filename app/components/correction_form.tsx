import { SchemaForm } from '#app/form.tsx'
import type { Reply } from '#app/form.server.ts'
import * as paths from '#app/paths.ts'
import type { Correction } from '#db/oversight/corrections.ts'
import { SubmitRow } from './buttons.tsx'
import { Radios } from './choices.tsx'
import { TextArea } from './fields.tsx'
import { Section } from './page.tsx'

const titles = {
  draft: { title: 'Draft the answer', button: 'Keep the draft' },
  answer: { title: 'Answer the finding', button: 'Send the answer' },
  verify: { title: 'Look at the evidence', button: 'Record this' },
  close: { title: 'Close it', button: 'Close the corrective action' },
}

/** What the person whose turn it is does about a corrective action. */
export function TurnForm(props: {
  turn: keyof typeof titles
  one: Correction
  reply: Reply | undefined
}) {
  const { turn, one, reply } = props
  const { title, button } = titles[turn]
  const submit = (
    <SubmitRow label={button} instead="Back to the visits" href={paths.oversight(one.number)} />
  )
  return (
    <Section id="turn" title={title}>
      <SchemaForm
        schema={async () => {
          const forms = await import('#app/domain/oversight/visit_forms.ts')
          if (turn === 'verify') return forms.verificationForm
          return turn === 'close' ? forms.closureForm : forms.answerForm
        }}
        reply={reply}
        values={
          turn === 'draft' || turn === 'answer'
            ? { response: one.response ?? '', evidence: one.evidence ?? '' }
            : {}
        }
        version={one.version}
      >
        {(field) => (
          <>
            {(turn === 'draft' || turn === 'answer') && (
              <>
                <TextArea
                  {...field('response')}
                  label="What was or will be done"
                  hint="By whom and by when. If you disagree with the finding, say why."
                  rows={5}
                />
                <TextArea
                  {...field('evidence')}
                  label="Evidence"
                  hint="Name each record and where the agency finds it: a policy and its date, a ledger, a section of a report, a file above."
                  rows={4}
                />
              </>
            )}
            {turn === 'verify' && (
              <Radios
                {...field('decision')}
                legend="Does the evidence suffice?"
                choices={[
                  { value: 'verify', label: 'Yes, it is verified' },
                  { value: 'send_back', label: 'No, send it back' },
                ]}
              />
            )}
            {(turn === 'verify' || turn === 'close') && (
              <TextArea
                {...field('words')}
                label={turn === 'verify' ? 'What you looked at' : 'Why it can be closed'}
                hint="The grantee reads it."
                rows={4}
              />
            )}
            {submit}
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
