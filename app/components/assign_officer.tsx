import type { Reply } from '#app/form.server.ts'
import { Radios } from './choices.tsx'
import { TextArea } from './fields.tsx'

interface Officer {
  id: number
  name: string
  awards: number
}

/** To whom awards go, and why. */
export function AssignOfficerFields(props: {
  officers: readonly Officer[]
  reply?: Reply | undefined
}) {
  const { officers, reply } = props
  const typed = (name: string) => {
    const value = reply?.typed[name]
    return typeof value === 'string' ? value : undefined
  }
  return (
    <>
      <Radios
        id="officer"
        name="officer"
        legend="Program officer from now on"
        choices={officers.map(({ id, name, awards }) => ({
          value: String(id),
          label: name,
          hint: awards === 1 ? 'Looks after 1 award' : `Looks after ${awards} awards`,
        }))}
        error={reply?.errors['officer']}
        defaultValue={typed('officer')}
      />
      <TextArea
        id="reason"
        name="reason"
        label="Why"
        hint="Kept in each award’s history, where its grantee reads it too."
        rows={3}
        error={reply?.errors['reason']}
        defaultValue={typed('reason')}
      />
    </>
  )
}
