import type { FieldProps } from '#app/form.tsx'
import { TextField } from './fields.tsx'

/** A new password, typed twice. */
export function NewPasswordFields({ field }: { field: (name: string) => FieldProps }) {
  return (
    <>
      <TextField
        {...field('password')}
        type="password"
        label="New password"
        hint="At least 15 characters. A few unrelated words are easy to remember and hard to guess; pasting from a password manager is fine."
        autoComplete="new-password"
      />
      <TextField
        {...field('passwordAgain')}
        type="password"
        label="New password, again"
        autoComplete="new-password"
      />
    </>
  )
}
