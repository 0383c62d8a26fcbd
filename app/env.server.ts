import * as z from 'zod/mini'

const loopback = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/

const port = z.pipe(
  z.string().check(z.regex(/^\d{1,5}$/)),
  z.pipe(z.transform(Number), z.number().check(z.minimum(1), z.maximum(65535))),
)

const seconds = z.pipe(
  z.string().check(z.regex(/^\d{1,3}$/)),
  z.pipe(z.transform(Number), z.number().check(z.maximum(300))),
)

const origin = z.string().check(
  z.refine((text) => {
    if (!URL.canParse(text)) return false
    const url = new URL(text)
    const isBare = url.origin === text.replace(/\/$/, '')
    return (
      isBare &&
      (url.protocol === 'https:' || (url.protocol === 'http:' && loopback.test(url.hostname)))
    )
  }),
)

const says = {
  PORT: 'must be a port number between 1 and 65535',
  APP_ORIGIN:
    'must be an origin such as https://tracker.example.gov; http is accepted only on loopback',
  DATABASE_URL: 'must begin with postgres:// or postgresql://',
  DATA_DIR: 'must name a folder',
  MAIL_DIR: 'must name a folder',
  SMTP_URL: 'must begin with smtp:// or smtps://',
  DEMO: 'must be 1 or 0',
  DRAIN_SECONDS: 'must be a number of seconds from 0 to 300',
  LOG_LEVEL: 'must be one of fatal, error, warn, info, debug, trace, silent',
  APP_CLOCK_OFFSET: 'must be a number of milliseconds',
}

const environment = z.object({
  PORT: z._default(port, 3000),
  APP_ORIGIN: z.optional(origin),
  DATABASE_URL: z.optional(z.string().check(z.regex(/^postgres(ql)?:\/\//))),
  DATA_DIR: z._default(z.string().check(z.minLength(1)), '.data'),
  MAIL_DIR: z.optional(z.string().check(z.minLength(1))),
  SMTP_URL: z.optional(z.string().check(z.regex(/^smtps?:\/\//))),
  DEMO: z.optional(z.enum(['1', '0'])),
  DRAIN_SECONDS: z.optional(seconds),
  LOG_LEVEL: z._default(
    z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']),
    'info',
  ),
  APP_CLOCK_OFFSET: z._default(
    z.pipe(z.string().check(z.regex(/^-?\d{1,15}$/)), z.transform(Number)),
    0,
  ),
})

export interface Environment {
  port: number
  origin: string
  /** Cookies are `__Host-` and secure everywhere but on http loopback. */
  isSecure: boolean
  isEmbedded: boolean
  /** The sample cast is loaded and offered on the sign-in page. */
  isDemo: boolean
  /** How long a stopping server says so while it still answers, for a balancer to look elsewhere. */
  drainSeconds: number
  dataDir: string
  mailDir: string
  smtpUrl: string | null
  logLevel: string
  /** Milliseconds the clock is ahead; only a test build reads it. */
  clockOffset: number
}

/** The environment, parsed once. Throws one line that names the variable and what it must be. */
export function readEnvironment(source: NodeJS.ProcessEnv = process.env): Environment {
  const given = Object.fromEntries(
    Object.keys(says).flatMap((name) => (source[name] ? [[name, source[name]]] : [])),
  )
  const parsed = environment.safeParse(given)
  if (!parsed.success) {
    const names = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0])))]
    throw new Error(names.map((name) => `${name} ${says[name as keyof typeof says]}.`).join(' '))
  }
  const env = parsed.data
  const address = (env.APP_ORIGIN ?? `http://localhost:${env.PORT}`).replace(/\/$/, '')
  const isEmbedded = env.DATABASE_URL === undefined
  return {
    port: env.PORT,
    origin: address,
    isSecure: address.startsWith('https:'),
    isEmbedded,
    isDemo: env.DEMO === undefined ? isEmbedded : env.DEMO === '1',
    // Beside an embedded database there is no second server to look to.
    drainSeconds: env.DRAIN_SECONDS ?? (isEmbedded ? 0 : 5),
    dataDir: env.DATA_DIR,
    mailDir: env.MAIL_DIR ?? `${env.DATA_DIR}/mail`,
    smtpUrl: env.SMTP_URL ?? null,
    logLevel: env.LOG_LEVEL,
    clockOffset: env.APP_CLOCK_OFFSET,
  }
}

let environmentOnce: Environment | undefined

export function env(): Environment {
  return (environmentOnce ??= readEnvironment())
}
