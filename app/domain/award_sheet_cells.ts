import { isFain, isUei, normalizeIdentifier } from './award.ts'
import { enteredStatuses } from './award_sheet.ts'
import { isDate } from './dates.ts'
import { parseMoney } from './money.ts'
import { type Cell, shownOf } from './report/sheet_reading.ts'
import { inReach } from './text.ts'

/** What a cell says, or what to say of it. */
export type Read<T> = { value: T } | { say: string }

/** A date cell reads as its day, a number without the noise of binary fractions. */
export const textOf = (cell: Cell) => shownOf(cell).normalize('NFC').trim()

export function oddSays(cell: Cell): string | null {
  if (cell === null || typeof cell !== 'object' || cell.odd === 'date') return null
  return say[cell.odd]
}

const say = {
  formula: 'Paste the value instead of the formula (Paste Special, Values).',
  error: 'Enter a value: the spreadsheet could not compute this cell.',
  boolean: 'Enter a value: this cell holds true or false.',
}

export function readFain(text: string): Read<string> {
  const fain = normalizeIdentifier(text)
  if (isFain(fain)) return { value: fain }
  return {
    say: 'Enter a FAIN in the shape of its agency, such as 23A60HG000028 or ED22HDQ3070099.',
  }
}

export function readUei(text: string): Read<string> {
  const uei = normalizeIdentifier(text)
  if (isUei(uei)) return { value: uei }
  return {
    say: 'Enter a UEI: twelve letters and digits, without O and I, not beginning with zero.',
  }
}

export function readNumber(text: string): Read<string> {
  if (/^[A-Za-z0-9][\w.-]{2,59}$/.test(text)) return { value: text }
  return { say: 'Enter a number of 3 to 60 letters, digits, points, hyphens and underscores.' }
}

export function readAmount(text: string): Read<string> {
  const parsed = parseMoney(text)
  return parsed.ok ? { value: parsed.amount } : { say: parsed.error }
}

/** As ISO writes it, or as spreadsheets in the United States show it. */
export function readDay(text: string): Read<string> {
  const [, month = '', day = '', year = ''] = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text) ?? []
  const plain = text.replace(/[T ]00:00(:00(\.0+)?)?Z?$/, '')
  const date = year ? `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}` : plain
  return isDate(date) && inReach(date)
    ? { value: date }
    : { say: 'Enter a date as year-month-day, such as 2026-09-30.' }
}

export function readStatus(text: string): Read<(typeof enteredStatuses)[number]> {
  const status = enteredStatuses.find((one) => one === text.toLowerCase())
  return status
    ? { value: status }
    : { say: `Enter ${enteredStatuses.join(', ')}, or leave it empty.` }
}

export function readAddress(text: string): Read<string> {
  const isAddress = /^https:\/\/[^\s\\]+$/.test(text) && URL.canParse(text) && text.length <= 500
  return isAddress ? { value: text } : { say: 'Enter an address that begins with https://.' }
}

export function words(most: number): (text: string) => Read<string> {
  return (text) => {
    const line = text.replace(/\s+/g, ' ')
    if (/[\p{Cc}\p{Surrogate}]/u.test(line)) {
      return { say: 'Enter text without control characters or broken symbols.' }
    }
    if ([...line].length <= most) return { value: line }
    return { say: `Enter at most ${most} characters.` }
  }
}

export function listOf(text: string, rule: (one: string) => Read<string>): Read<string[]> {
  const parts = text.split(/[;|]/).map((part) => part.trim())
  const found = new Set<string>()
  for (const part of parts.filter(Boolean)) {
    const read = rule(part)
    if ('say' in read) return read
    found.add(read.value)
  }
  return { value: [...found].sort() }
}
