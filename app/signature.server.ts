import type { GoodForm } from './form.server.ts'
import { refused } from './responses.ts'
import { confirmPassword, isFresh } from './session.server.ts'

/** Signing demands a password given within the last minutes: asks for it on the same page where it was
 *  longer ago. Null when the signature may go on, else the 422 to show. */
export async function requireFreshness<D extends { password?: string | undefined }>(
  request: Request,
  form: GoodForm<D>,
) {
  if (await isFresh(request)) return null
  const { password } = form.data
  const problem = password ? await confirmPassword(request, password) : 'missing'
  if (problem === 'confirmed') return null
  return refused({ typed: form.typed, errors: { password: sentences[problem] } })
}

const sentences = {
  missing: 'Enter your password to sign.',
  wrong: 'The password is not right.',
  limited: 'Too many attempts. Wait 15 minutes, then try again.',
}
