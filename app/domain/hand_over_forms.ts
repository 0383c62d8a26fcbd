import * as z from 'zod/mini'
import { text } from './text.ts'

const sent = z._default(z.union([z.string(), z.array(z.string())]), [])

const words = text({ label: 'what whoever takes it over must know', max: 2000, lines: true })

/** What an officer leaves in words, award by award: the first words are of the first number. */
export const handOverWordsForm = z.strictObject({
  number: z.pipe(
    sent,
    z.transform((posted) => [posted].flat()),
  ),
  words: z.pipe(
    z.pipe(
      sent,
      z.transform((posted): (string | undefined)[] => [posted].flat()),
    ),
    z.array(words),
  ),
})
