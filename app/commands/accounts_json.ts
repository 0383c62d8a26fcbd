import { readEnvironment } from '#app/env.server.ts'
import { listAccounts } from '#db/accounts.ts'
import { castPassword, castPeople } from '#db/cast/people.ts'
import { runCommand, withDatabase } from './command.ts'

// The sample accounts: e-mail, password, role and organization, one entry a membership.
await runCommand(async () => {
  if (!readEnvironment().isDemo) {
    throw new Error('There are no sample accounts here: this is not a demonstration (DEMO=1).')
  }
  const accounts = await withDatabase(() => listAccounts(castPeople.map(({ email }) => email)))
  if (accounts.length === 0) {
    throw new Error('The sample cast is not in this database. Run npm start once.')
  }
  return JSON.stringify(
    accounts.map(({ email, role, organization }) => ({
      email,
      password: castPassword,
      role,
      organization,
    })),
    null,
    2,
  )
})
