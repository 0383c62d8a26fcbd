import { formatShortDate } from './calendar.ts'
import { formatMoney } from './money.ts'
import { formatNumber } from './share.ts'

export const decisionKinds = ['fund', 'extend', 'scale', 'stop'] as const
export type DecisionKind = (typeof decisionKinds)[number]

export const decisionKindLabels = {
  fund: 'Fund',
  extend: 'Extend',
  scale: 'Scale',
  stop: 'Stop',
} satisfies Record<DecisionKind, string>

export const decisionKindHints = {
  fund: 'Money goes there that did not before.',
  extend: 'What runs goes on for longer.',
  scale: 'More people or places get it.',
  stop: 'No more money goes there.',
} satisfies Record<DecisionKind, string>

/** A draft is the director’s own; what is published is never changed. */
export const decisionStates = ['draft', 'published'] as const
export type DecisionState = (typeof decisionStates)[number]

export const decisionSubjects = ['stream', 'program', 'model', 'award', 'study'] as const
export type DecisionSubject = (typeof decisionSubjects)[number]

export const decisionSubjectLabels = {
  stream: 'Stream',
  program: 'Program',
  model: 'Model',
  award: 'Award',
  study: 'Study',
} satisfies Record<DecisionSubject, string>

/** What a decision is about, by the code, number or slug that people cite. */
export interface Subject {
  kind: DecisionSubject
  code: string
}

/** 'model:workadvance', as a form sends it and an address holds it; null for anything else. */
export function readSubject(text: string | null): Subject | null {
  const [, kind, code] = /^([a-z]+):([\w.-]{1,120})$/.exec(text ?? '') ?? []
  const known = decisionSubjects.find((one) => one === kind)
  return known && code !== undefined ? { kind: known, code } : null
}

export const subjectText = ({ kind, code }: Subject) => `${kind}:${code}`

const evidenceUnits = ['usd', 'count', 'words'] as const
export type EvidenceUnit = (typeof evidenceUnits)[number]

/** One thing that was known, or that nothing said, on the day of a decision. */
export interface EvidenceLine {
  /** Tells the line from others of its section, whatever the label says later. */
  key: string
  label: string
  unit: EvidenceUnit
  value: string | null
}

export interface EvidenceSection {
  title: string
  /** Invented figures stand in sections of their own. */
  sample: boolean
  lines: EvidenceLine[]
}

export interface Evidence {
  about: { kind: DecisionSubject; code: string; name: string }
  on: string
  sections: EvidenceSection[]
}

export interface ComparedLine {
  key: string
  label: string
  then: string
  now: string
  changed: boolean
}

/** What was known on the day of a decision beside what is known today, line by line; lines that came since
 *  stand after those that were there. */
export function compareEvidence(then: Evidence, now: Evidence) {
  const places = [...then.sections, ...now.sections].map(place)
  return [...new Set(places)].map((id) => {
    const [before, after] = [then, now].map(({ sections }) =>
      sections.find((section) => place(section) === id),
    )
    const { title, sample } = before ?? after ?? { title: '', sample: false }
    const [known, today] = [before?.lines ?? [], after?.lines ?? []]
    const keys = [...new Set([...known, ...today].map(({ key }) => key))]
    const lines = keys.map((key): ComparedLine => {
      const [old, new_] = [known, today].map((all) => all.find((line) => line.key === key))
      const [thenWords, nowWords] = [wordsOf(old), wordsOf(new_)]
      return {
        key,
        label: (old ?? new_)?.label ?? key,
        then: thenWords,
        now: nowWords,
        changed: thenWords !== nowWords,
      }
    })
    return { id, title, sample, lines }
  })
}

const place = ({ title, sample }: EvidenceSection) => `${title}${sample ? ' (sample)' : ''}`

/** A value as people read it. A line that was not there is not the same as one without a value. */
export function wordsOf(line: EvidenceLine | undefined): string {
  if (line === undefined) return 'not known yet'
  const { unit, value } = line
  if (value === null) return 'not in the record'
  switch (unit) {
    case 'usd':
      return formatMoney(value)
    case 'count':
      return formatNumber(value)
    case 'words':
      return value
  }
}

/** How much changed since, in a sentence. */
export function changeMeaning(lines: readonly ComparedLine[], on: string): string {
  const changed = lines.filter((line) => line.changed).length
  const day = formatShortDate(on)
  if (changed === 0) return `Everything is today as it was known on ${day}.`
  return changed === 1
    ? `1 of ${lines.length} facts reads otherwise today than on ${day}.`
    : `${changed} of ${lines.length} facts read otherwise today than on ${day}.`
}

/** Which decisions a list shows. */
export interface DecisionFilters {
  kind: DecisionKind | null
  about: DecisionSubject | null
  /** One award, model, study, program or stream. */
  subject: Subject | null
}

export const noDecisionFilters: DecisionFilters = { kind: null, about: null, subject: null }

export function readDecisionFilters(params: URLSearchParams): DecisionFilters {
  const subject = readSubject(params.get('subject'))
  return {
    kind: decisionKinds.find((one) => one === params.get('kind')) ?? null,
    about: subject?.kind ?? decisionSubjects.find((one) => one === params.get('about')) ?? null,
    subject,
  }
}

export function decisionQuery({ kind, about, subject }: DecisionFilters) {
  return subject ? { kind, subject: subjectText(subject) } : { kind, about }
}
