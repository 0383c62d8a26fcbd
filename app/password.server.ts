import { readFileSync } from 'node:fs'
import path from 'node:path'
import { hash, verify } from '@node-rs/argon2'

/** Fewest and most characters of a password (NIST SP 800-63B-4, 3.1.1.2). */
const passwordLength = { min: 15, max: 256 }

const argon2id = 2
const parameters = { algorithm: argon2id, memoryCost: 19_456, timeCost: 2, parallelism: 1 }

const marker = '$argon2id$v=19$m=19456,t=2,p=1$'

export async function hashPassword(password: string): Promise<string> {
  return turn(() => hash(password.normalize('NFC'), parameters))
}

/** Compares off the event loop, a few at a time; an unknown account costs what a known one does. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const compared = stored ?? (await nobodysHash())
  const isEqual = await turn(() => verify(compared, password.normalize('NFC')))
  return isEqual && stored !== null
}

export function needsRehash(stored: string): boolean {
  return !stored.startsWith(marker)
}

/** Null, or the sentence that says why a password cannot be used. */
export function passwordProblem(password: string): string | null {
  const length = [...password].length
  if (length < passwordLength.min)
    return `Enter a password of at least ${passwordLength.min} characters.`
  if (length > passwordLength.max)
    return `Enter a password of at most ${passwordLength.max} characters.`
  if (commonPasswords().has(password.toLowerCase())) {
    return 'This password is on lists of stolen passwords. Choose another one.'
  }
  return null
}

let common: Set<string> | undefined

function commonPasswords(): Set<string> {
  return (common ??= new Set(
    readFileSync(path.resolve('db/reference/common_passwords.txt'), 'utf8').split('\n'),
  ))
}

let nobody: Promise<string> | undefined

function nobodysHash(): Promise<string> {
  return (nobody ??= hashPassword('a password that belongs to nobody'))
}

const atOnce = 2
let running = 0
const waiting: (() => void)[] = []

async function turn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= atOnce) await new Promise<void>((resolve) => waiting.push(resolve))
  running += 1
  try {
    return await work()
  } finally {
    running -= 1
    waiting.shift()?.()
  }
}
