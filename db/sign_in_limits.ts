import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { appPool } from './index.ts'

/** Failed sign-ins allowed in 15 minutes: per account and address, and per address. They live in
 *  the database so that every instance counts the same ones. */
export const signInLimits = { perAccount: 10, perAddress: 100, seconds: 15 * 60 }

const table = { storeClient: undefined as unknown, tableName: 'sign_in_limits', tableCreated: true }

function limiter(keyPrefix: string, points: number) {
  return new RateLimiterPostgres({
    ...table,
    storeClient: appPool(),
    storeType: 'pool',
    keyPrefix,
    points,
    duration: signInLimits.seconds,
    clearExpiredByTimeout: false,
  })
}

let made: { account: RateLimiterPostgres; address: RateLimiterPostgres } | undefined

function limiters() {
  return (made ??= {
    account: limiter('account', signInLimits.perAccount),
    address: limiter('address', signInLimits.perAddress),
  })
}

/** Counts an attempt before any password is compared; false once too many failed. */
export async function allowSignIn(email: string, address: string): Promise<boolean> {
  try {
    await limiters().address.consume(address)
    await limiters().account.consume(accountKey(email, address))
    return true
  } catch (error) {
    if (error instanceof RateLimiterRes) return false
    throw error
  }
}

export async function forgetFailures(email: string, address: string): Promise<void> {
  await limiters().account.delete(accountKey(email, address))
  await limiters().address.reward(address)
}

function accountKey(email: string, address: string): string {
  return createHash('sha256').update(`${email} ${address}`).digest('hex')
}
