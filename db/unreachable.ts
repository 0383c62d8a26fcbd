/** PostgreSQL's own words for going, coming, being full and being too slow; the system's for nobody
 *  being there. */
const codes = [
  '57P01',
  '57P02',
  '57P03',
  '53300',
  '57014',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENOENT',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
]

/** The driver's words for a connection that ended under it; they come without a code. */
const sayings =
  /^Connection terminated|^timeout exceeded when trying to connect|connection error and is not queryable|^Client was closed/

/** Whether an error means that the database could not be asked, or not in time, rather than that it answered. */
export function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (error instanceof AggregateError) return error.errors.some(isUnreachable)
  const code = 'code' in error ? String(error.code) : ''
  return codes.includes(code) || code.startsWith('08') || sayings.test(error.message)
}
