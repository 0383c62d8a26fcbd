import { createHash } from 'node:crypto'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import { appPool } from './index.ts'

/** Failed sign-ins allowed in 15 minutes: per account and address, and per address; and links to set
 *  a new password; and comments on one draft. They live in the database so that every instance counts the same ones. */
export const signInLimits = {
  perAccount: 10,
  perAddress: 100,
  resets: 5,
  comments: 60,
  seconds: 15 * 60,
}

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

let made: Record<'account' | 'address' | 'reset' | 'review', RateLimiterPostgres> | undefined

function limiters() {
  return (made ??= {
    account: limiter('account', signInLimits.perAccount),
    address: limiter('address', signInLimits.perAddress),
    reset: limiter('reset', signInLimits.resets),
    review: limiter('review', signInLimits.comments),
  })
}

/** Counts an attempt before any password is compared; false once too many failed. */
export async function allowSignIn(email: string, address: string): Promise<boolean> {
  return allowed(async () => {
    await limiters().address.consume(address)
    await limiters().account.consume(accountKey(email, address))
  })
}

/** Counts a link asked for, whether or not the address has an account. */
export async function allowReset(email: string, address: string): Promise<boolean> {
  return allowed(async () => {
    await limiters().address.consume(address)
    await limiters().reset.consume(accountKey(email, address))
  })
}

/** Counts what is sent by a mailed link to a draft, whether or not the link is known. */
export async function allowReview(tokenHash: string, address: string): Promise<boolean> {
  return allowed(async () => {
    await limiters().review.consume(accountKey(tokenHash, address))
  })
}

async function allowed(count: () => Promise<void>): Promise<boolean> {
  try {
    await count()
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
