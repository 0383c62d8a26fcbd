import { randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { createTransport } from 'nodemailer'
import { now } from '#app/domain/clock.ts'
import { env } from '../env.server.ts'

export interface Letter {
  /** Names the message for good: sent again under the same key, it is the same message. */
  key?: string
  to: string
  subject: string
  /** Plain text; it carries no figures, names of records or files. */
  text: string
}

/** Sends one message: by SMTP where it is configured, else as an `.eml` file in the mail folder. */
export async function sendMail(letter: Letter): Promise<void> {
  const { key, ...content } = letter
  const { smtpUrl, mailDir, origin } = env()
  const messageId = key && { messageId: `<${key}@${new URL(origin).hostname}>` }
  const message = { from: sender(), date: now(), ...messageId, ...content }
  if (smtpUrl) {
    await createTransport(smtpUrl).sendMail(message)
    return
  }
  const made = await createTransport({ streamTransport: true, buffer: true }).sendMail(message)
  const name = key
    ? `${key}.eml`
    : `${now().toISOString().replaceAll(':', '-')}-${randomUUID().slice(0, 8)}.eml`
  await mkdir(mailDir, { recursive: true })
  // Written aside and renamed, so that who watches the folder never reads half a message.
  await writeFile(path.join(mailDir, `.${name}`), made.message as Buffer)
  await rename(path.join(mailDir, `.${name}`), path.join(mailDir, name))
}

function sender(): string {
  return `SETI Tracker <no-reply@${new URL(env().origin).hostname}>`
}
