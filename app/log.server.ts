import pino from 'pino'
import { env } from './env.server.ts'

/** Structured lines with an allow-list: no addresses, names, figures or messages that could hold them. */
const logger = pino({ level: env().logLevel, base: null })

export function logRequest(line: {
  reference: string
  method: string
  section: string
  status: number
  ms: number
}): void {
  logger.info(line, 'request')
}

/** An error by its kind, code and the places it passed; its message may quote a person's data. */
export function logError(reference: string, error: unknown): void {
  if (!(error instanceof Error)) {
    logger.error({ reference, kind: typeof error }, 'error')
    return
  }
  const places = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  const code = 'code' in error ? String(error.code) : undefined
  logger.error({ reference, kind: error.name, code, places: places.slice(0, 12) }, 'error')
}
