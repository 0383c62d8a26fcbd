import * as z from 'zod/mini'
import { email } from './text.ts'

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

/** A new password typed twice; its strength is judged at the server, which has the list of stolen ones. */
export const newPasswordForm = z
  .strictObject({
    password: z
      .string('Enter a password.')
      .check(z.minLength(1, 'Enter a password.'), z.maxLength(1000, 'Enter a shorter password.')),
    passwordAgain: z.string('Enter the password a second time.'),
  })
  .check(
    z.refine(({ password, passwordAgain }) => password === passwordAgain, {
      message: 'Enter the same password a second time.',
      path: ['passwordAgain'],
    }),
  )

export const membershipChoice = z.strictObject({
  membership: z
    .string('Choose an organization.')
    .check(z.regex(/^\d{1,15}$/, 'Choose an organization.')),
  to: z.optional(z.string().check(z.maxLength(2000))),
})
