import { TextField } from '#app/components/fields.tsx'
import type { FieldProps } from '#app/form.tsx'

/** Name, authority, and the password where signing in was too long ago. */
export function SignatureFields(props: { field: (name: string) => FieldProps; isFresh: boolean }) {
  const { field, isFresh } = props
  return (
    <>
      <TextField {...field('name')} label="Your full name" autoComplete="name" />
      <TextField
        {...field('title')}
        label="Your title"
        hint="The office that lets you bind your organization."
        autoComplete="organization-title"
      />
      {!isFresh && (
        <TextField
          {...field('password')}
          type="password"
          label="Your password"
          hint="You signed in more than five minutes ago, so sign in again to sign the report."
          autoComplete="current-password"
        />
      )}
    </>
  )
}
