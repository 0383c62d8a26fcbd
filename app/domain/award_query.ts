import { awardStatusLabels, awardStatuses } from './award.ts'
import { type AwardFilters, noFilters, originLabels, origins, readDue } from './award_list.ts'
import type { AwardChoices } from './award_words.ts'
import { riskTierLabels, riskTiers } from './oversight/risk_tiers.ts'
import { searchText } from './search.ts'
import { listed } from './words.ts'

/** What the box cannot read: the word, and what to write instead. */
export interface QueryProblem {
  word: string
  say: string
}

export interface AwardQuery {
  filters: AwardFilters
  problems: QueryProblem[]
}

export const longestQuery = 500
const mostWords = 40

/** Which choices a reader has beside those of the lists. */
export interface QueryReader extends AwardChoices {
  hasCaseload: boolean
  seesRisk: boolean
}

const keys = [
  'stream',
  'program',
  'sector',
  'state',
  'status',
  'origin',
  'risk',
  'officer',
  'due',
] as const
type Key = (typeof keys)[number]

/**
 * Reads a line such as `sector:health risk:high due:<14d officer:@me nurses`. Values may be codes, names or
 * the one beginning of them, in quotation marks where they hold blanks; other words are searched for.
 * Whatever is not understood is a problem with a suggestion, and the rest still holds.
 */
export function parseAwardQuery(typed: string, reader: QueryReader): AwardQuery {
  const problems: QueryProblem[] = []
  if (typed.length > longestQuery) {
    const say = `Write at most ${longestQuery} characters.`
    return { filters: noFilters, problems: [{ word: `${typed.slice(0, 20)}…`, say }] }
  }
  const filters: AwardFilters = { ...noFilters }
  const free: string[] = []
  const said = new Set<string>()
  for (const { key, value, word } of wordsOf(typed).slice(0, mostWords)) {
    if (key === null) {
      free.push(value)
      continue
    }
    const known = keys.find((one) => one === key.toLowerCase())
    if (!known || (known === 'risk' && !reader.seesRisk)) {
      problems.push({ word, say: unknownKey(key, reader) })
      continue
    }
    const read = readValue(known, value, reader)
    const name = 'mine' in (read.filters ?? {}) ? 'mine' : known
    if (read.say !== undefined) problems.push({ word, say: read.say })
    else if (said.has(name)) problems.push({ word, say: `Keep one ${known}.` })
    else Object.assign(filters, read.filters)
    said.add(name)
  }
  filters.q = searchText(free.join(' '))
  return { filters, problems }
}

/** The line that asks for these filters; `parseAwardQuery` reads it back. */
export function printAwardQuery(filters: AwardFilters): string {
  const words = keys.flatMap((key) => {
    const value = filters[key]
    return value === null ? [] : [`${key}:${quoted(value)}`]
  })
  const { mine, q } = filters
  const isPlain = q !== null && /^[^\s":\\]+(?: [^\s":\\]+)*$/.test(q)
  return [
    ...words,
    ...(mine ? ['officer:@me'] : []),
    ...(q === null ? [] : [isPlain ? q : quote(q)]),
  ].join(' ')
}

/**
 * What a form with the box and the panel asks for: the box as far as it differs from what it showed, else
 * each field of the panel that does, so that whichever was used is heard.
 */
export function mergeQuery(
  shown: AwardFilters,
  { box, panel }: { box: AwardFilters; panel: AwardFilters },
): AwardFilters {
  const names = Object.keys(noFilters) as (keyof AwardFilters)[]
  const merged = names.map((name) => [name, panel[name] === shown[name] ? box[name] : panel[name]])
  return Object.fromEntries(merged)
}

interface Word {
  key: string | null
  value: string
  word: string
}

function wordsOf(typed: string): Word[] {
  const pattern = /(?:([a-z_]+):)?(?:"((?:[^"\\]|\\[\s\S])*)"(?=\s|$)|(\S*))/giy
  const words: Word[] = []
  let at = 0
  while (at < typed.length) {
    const blank = /\s+/y
    blank.lastIndex = at
    if (blank.test(typed)) at = blank.lastIndex
    if (at >= typed.length) break
    pattern.lastIndex = at
    const match = pattern.exec(typed)
    if (!match || match[0] === '') break
    const [word, key = null, inQuotes, bare = ''] = match
    words.push({ key, value: inQuotes?.replace(/\\([\s\S])/g, '$1') ?? bare, word })
    at = pattern.lastIndex
  }
  return words
}

type Read =
  { filters: Partial<AwardFilters>; say?: undefined } | { say: string; filters?: undefined }

function readValue(key: Key, value: string, reader: QueryReader): Read {
  const text = value.trim()
  if (text === '') return { say: `Say which after “${key}:”, such as ${examples[key]}.` }
  switch (key) {
    case 'stream':
      return chosen(key, text, streamsOf(reader))
    case 'program':
      return chosen(key, text, reader.programs)
    case 'sector':
      return chosen(key, text, reader.sectors)
    case 'state':
      return chosen(key, text, reader.states)
    case 'status':
      return chosen(key, text, named(awardStatuses, awardStatusLabels))
    case 'origin':
      return chosen(key, text, named(origins, originLabels))
    case 'risk':
      return chosen(key, text, named(riskTiers, riskTierLabels))
    case 'due': {
      const due = readDue(text.toLowerCase())
      return due
        ? { filters: { due } }
        : { say: 'Write due:late, or due:<14d for the next 14 days.' }
    }
    case 'officer':
      return readOfficer(text, reader)
  }
}

function readOfficer(text: string, { hasCaseload }: QueryReader): Read {
  if (text.toLowerCase() === '@me') {
    if (hasCaseload) return { filters: { mine: true } }
    return {
      say: 'Only a program officer has a caseload. Write a name, such as officer:whitfield.',
    }
  }
  if (text.startsWith('@')) return { say: 'Write officer:@me for your own caseload, or a name.' }
  const officer = searchText(text)
  return officer ? { filters: { officer } } : { say: 'Write a name, such as officer:whitfield.' }
}

interface Choice {
  code: string
  name: string
}

/** By code or name, or the one beginning of either, or of a word of the name. */
function chosen(key: Key, text: string, choices: readonly Choice[]): Read {
  const typed = plain(text)
  const exact = choices.find(({ code, name }) => [code, name].some((one) => plain(one) === typed))
  const begins = choices.filter(({ code, name }) =>
    [code, name, ...name.split(/\s+/)].some((one) => plain(one).startsWith(typed)),
  )
  const found = exact ?? (begins.length === 1 ? begins[0] : undefined)
  if (found) return { filters: { [key]: found.code } }
  const some = (all: readonly Choice[]) => listed(all.slice(0, 4).map(({ code }) => code))
  if (begins.length > 1) return { say: `“${text}” could be ${some(begins)}. Write more of it.` }
  if (choices.length === 0) return { say: `There is no ${key} to choose.` }
  const near = nearest(typed, choices)
  return {
    say: near
      ? `There is no ${key} “${text}”. Did you mean ${key}:${quoted(near.code)}?`
      : `There is no ${key} “${text}”. Write, for example, ${some(choices)}.`,
  }
}

const examples: Record<Key, string> = {
  stream: 'stream:GJC',
  program: 'program:NEG',
  sector: 'sector:healthcare',
  state: 'state:AL',
  status: 'status:active',
  origin: 'origin:sources',
  risk: 'risk:high',
  officer: 'officer:@me',
  due: 'due:<14d',
}

function unknownKey(key: string, { seesRisk }: QueryReader): string {
  const open = keys.filter((one) => seesRisk || one !== 'risk')
  const near = nearest(
    plain(key),
    open.map((name) => ({ code: name, name })),
  )
  const instead = near ? `Did you mean “${near.code}:”?` : `Filters are ${listed(open)}.`
  return `“${key}:” is no filter. ${instead} In quotation marks it is searched for as it is.`
}

function streamsOf({ programs }: AwardChoices): Choice[] {
  const streams = new Map(programs.map(({ streamCode, stream }) => [streamCode, stream]))
  return [...streams].map(([code, name]) => ({ code, name }))
}

const named = <Code extends string>(codes: readonly Code[], labels: Record<Code, string>) =>
  codes.map((code) => ({ code, name: labels[code] }))

const plain = (text: string) =>
  text
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()

/** The choice at most two letters away. */
function nearest(typed: string, choices: readonly Choice[]): Choice | null {
  const measured = choices.map((choice) => {
    const names = [choice.code, choice.name].map(plain)
    return { choice, distance: Math.min(...names.map((name) => distance(typed, name))) }
  })
  const [best] = measured.sort((first, second) => first.distance - second.distance)
  return best && best.distance <= 2 && best.distance < typed.length ? best.choice : null
}

/** Letters to add, drop or change (Levenshtein). */
function distance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let at = 1; at <= to.length; at += 1) {
      const changed = (row[at - 1] ?? 0) + (to[at - 1] === letter ? 0 : 1)
      next.push(Math.min(changed, (row[at] ?? 0) + 1, (next[at - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[to.length] ?? 0
}

const quoted = (value: string) => (/^[^\s"\\]+$/.test(value) ? value : quote(value))

const quote = (text: string) => `"${text.replace(/["\\]/g, '\\$&')}"`
