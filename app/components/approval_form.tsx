import type * as z from 'zod/mini'
import { SubmitRow } from './buttons.tsx'
import { Radios } from './choices.tsx'
import { TextArea } from './fields.tsx'
import type { Reply } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'

interface Choice {
  value: string
  label: string
  hint?: string
}

/** Take over what somebody handed in, or return it: in words in any case. */
export function ApprovalForm<S extends z.ZodMiniType>(props: {
  schema: () => Promise<S>
  reply: Reply | undefined
  version: number
  choices: Choice[]
  hint?: string
  /** The way back without deciding. */
  instead: string
  href: string
}) {
  const { schema, reply, version, choices, hint, instead, href } = props
  return (
    <div className="narrow">
      <SchemaForm schema={schema} reply={reply} version={version}>
        {(field) => (
          <>
            <Radios {...field('decision')} legend="Your decision" choices={choices} />
            <TextArea
              {...field('words')}
              label="Reason"
              hint={hint ?? 'What you checked, or what has to change.'}
              rows={4}
            />
            <SubmitRow label="Decide" instead={instead} href={href} />
          </>
        )}
      </SchemaForm>
    </div>
  )
}
