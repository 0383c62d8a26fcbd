import * as z from 'zod/mini'
import { email, text } from './text.ts'

/** What the sign-in form posts. A password is compared as typed: never trimmed, never shown again. */
export const signInForm = z.strictObject({
  email: email({ label: 'E-mail address', required: true }),
  password: z
    .string('Enter your password.')
    .check(z.minLength(1, 'Enter your password.'), z.maxLength(1000, 'Enter your password.')),
  to: z.optional(z.string().check(z.maxLength(2000))),
})

export const forgottenForm = z.strictObject({
  email: email({ label: 'E-mail address', required: true }),
})

const newPassword = {
  password: z
    .string('Enter a password.')
    .check(z.minLength(1, 'Enter a password.'), z.maxLength(1000, 'Enter a shorter password.')),
  passwordAgain: z.string('Enter the password a second time.'),
}

const isTypedTwice = z.refine<{ password: string; passwordAgain: string }>(
  ({ password, passwordAgain }) => password === passwordAgain,
  { message: 'Enter the same password a second time.', path: ['passwordAgain'] },
)

/** A new password typed twice; its strength is judged at the server, which has the list of stolen ones. */
export const newPasswordForm = z.strictObject(newPassword).check(isTypedTwice)

/** Somebody new, from an invitation. The name stands under everything they do. */
export const newcomerForm = z
  .strictObject({ name: text({ label: 'Your name', required: true, max: 120 }), ...newPassword })
  .check(isTypedTwice)

export const passwordChangeForm = z
  .strictObject({
    currentPassword: z
      .string('Enter your current password.')
      .check(
        z.minLength(1, 'Enter your current password.'),
        z.maxLength(1000, 'Enter your current password.'),
      ),
    ...newPassword,
  })
  .check(isTypedTwice)

/** A form of nothing but a button. */
export const buttonForm = z.strictObject({})

/** The buttons of one's own calendar. */
export const calendarForm = z.strictObject({
  do: z.enum(['make', 'revoke'], 'Reload the page and choose again.'),
})

export const membershipChoice = z.strictObject({
  membership: z
    .string('Choose an organization.')
    .check(z.regex(/^\d{1,15}$/, 'Choose an organization.')),
  to: z.optional(z.string().check(z.maxLength(2000))),
})
