import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Section } from '#app/components/page.tsx'
import type { Reply } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'

/** An officer's word on what a grantee asks for, before a grants officer decides. */
export function RecommendationForm({
  what,
  yes,
  reply,
  version,
  action,
}: {
  what: string
  yes: string
  reply: Reply | undefined
  version: number
  action: string
}) {
  return (
    <Section id="recommend" title="Your recommendation">
      <SchemaForm
        schema={async () => (await import('#app/domain/report/petition_forms.ts')).recommendForm}
        reply={reply}
        version={version}
        action={action}
      >
        {(field) => (
          <>
            <Radios
              {...field('recommendation')}
              legend={`Do you recommend ${what}?`}
              choices={[
                { value: 'for', label: `Yes, ${yes} it` },
                { value: 'against', label: 'No, refuse it' },
              ]}
            />
            <TextArea
              {...field('words')}
              label="Why"
              hint="The grants officer decides with this in view, and the grantee reads it too."
            />
            <ButtonRow>
              <Button>Recommend</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}
