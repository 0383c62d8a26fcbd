import { formatDateTime, formatShortDate } from '../calendar.ts'
import { originWords } from './crosswalk.ts'
import type { FigureItem } from './derived.ts'
import { formatFigure, formatValue, isFigure } from './display.ts'
import { formatSize, type NamedFile } from './files.ts'
import { type Filing, readinessOf } from './readiness.ts'
import type { SealedContent, SealedSurroundings, SealedWarning } from './sealed.ts'
import { sectionsOf, type Answers, type TemplateItem } from './template.ts'
import { sealedWarnings } from './warnings.ts'

/** A report as it is printed: every word of it, in reading order, before any layout. */
export interface ReportDocument {
  title: string
  form: string
  organization: string
  /** What stands at the head of every page. */
  head: string
  /** The warning on every page of what is not signed yet; null once it is sealed. */
  mark: string | null
  facts: Fact[]
  sections: DocumentSection[]
  /** What the rules asked about, each with its explanation. */
  warnings: { text: string; explanation: string }[]
  files: { name: string; backs: string; size: string; sha256: string }[]
  seal: Fact[]
  /** The moment that the document is of, which is also the date it carries. */
  at: Date
}

export interface Fact {
  label: string
  value: string
}

export interface DocumentSection {
  title: string
  /** What the columns beside a figure are called; a column that would be empty is left out. */
  columns: { period: string; last: string | null; target: string | null }
  figures: { label: string; period: string; last: string; target: string; note: string | null }[]
  words: { label: string; text: string; note: string | null }[]
}

const absent = 'no answer'
const none = 'none'

/**
 * A sealed version as a document. It says only what the version's own content says, so that the same
 * version gives the same document whatever happened to its award, form or targets since. Versions
 * sealed before their surroundings were kept take sections and units from their form.
 */
export function sealedDocument(
  version: { sealed: SealedContent; sha256: string; submittedAt: Date },
  items: readonly TemplateItem[],
): ReportDocument {
  const { sealed, sha256, submittedAt } = version
  const shown = sealed.shown ?? surroundingsBefore(sealed, items)
  const { report, award, certification } = sealed
  return {
    ...about(sealed, shown),
    head: `${report.number} · version ${report.version}`,
    mark: null,
    facts: [
      ...identity({ ...report, ...award, awardName: shown.awardName }),
      { label: 'Version', value: `${report.version}, sealed ${formatDateTime(submittedAt)}` },
    ],
    sections: shown.sections
      .map(({ order, title }) =>
        sectionOf(title, linesIn(sealed, order), {
          label: shown.label,
          figures: shown.figures,
          answers: byCode(sealed.answers),
          last: shown.last && { label: shown.last.label, answers: byCode(shown.last.answers) },
          targets: byCode(shown.targets),
        }),
      )
      .filter(isFilled),
    warnings: warningLines(sealed.warnings ?? []),
    files: (sealed.files ?? []).map(({ code, name, size, sha256: hash }) => ({
      name,
      backs: nameOf(code, sealed, shown),
      size: formatSize(size),
      sha256: hash,
    })),
    seal: [
      { label: 'Prepared by', value: sealed.preparedBy.join(', ') || 'nobody: nothing to report' },
      { label: 'Handed over by', value: sealed.handedOverBy ?? 'nobody: nothing to report' },
      { label: 'Signed by', value: `${certification.name}, ${certification.title}` },
      { label: 'Account', value: certification.person },
      { label: 'Signed', value: formatDateTime(new Date(certification.at)) },
      { label: 'Statement', value: certification.statement },
      ...(certification.solePerson
        ? [
            {
              label: 'One person',
              value: 'Prepared and certified by the same person, who is alone in the organization.',
            },
          ]
        : []),
      { label: 'SHA-256 of the sealed version', value: sha256 },
    ],
    at: submittedAt,
  }
}

/** What would be sent if it were signed now. */
export function draftDocument(
  draft: {
    report: {
      number: string
      label: string
      periodStart: string
      periodEnd: string
      awardNumber: string
      awardName: string | null
      organizationName: string
      programName: string
      templateTitle: string
      state: { versionNo: number }
    }
    filing: Filing
    last: { label: string; answers: Answers } | null
  },
  files: readonly NamedFile[],
  at: Date,
): ReportDocument {
  const { report, filing, last } = draft
  const { items } = filing
  const figures = items.filter(isFigure)
  return {
    title: `${report.label} report`,
    form: report.templateTitle,
    organization: report.organizationName,
    head: `${report.number} · draft`,
    mark: 'DRAFT: not signed, not submitted',
    facts: [
      ...identity({
        number: report.awardNumber,
        awardName: report.awardName,
        organization: report.organizationName,
        program: report.programName,
        periodStart: report.periodStart,
        periodEnd: report.periodEnd,
      }),
      { label: 'Draft', value: `of version ${report.state.versionNo + 1}, ${formatDateTime(at)}` },
    ],
    sections: sectionsOf(items)
      .map((section) =>
        sectionOf(
          section.title,
          section.items
            .filter(({ itemKind }) => itemKind !== 'attachment')
            .map((item) => ({
              code: item.itemCode,
              label: item.label,
              kind: item.itemKind,
              explanation: filing.explanations[item.itemCode] ?? null,
            })),
          {
            label: report.label,
            figures,
            answers: filing.answers,
            last,
            targets: filing.award.targets,
          },
        ),
      )
      .filter(isFilled),
    warnings: warningLines(sealedWarnings(readinessOf(filing).warnings)),
    files: files.map(({ itemCode, name, size, sha256 }) => ({
      name,
      backs: items.find((item) => item.itemCode === itemCode)?.label ?? itemCode,
      size: formatSize(size),
      sha256,
    })),
    seal: [{ label: 'Signed by', value: 'nobody yet' }],
    at,
  }
}

const warningLines = (warnings: readonly SealedWarning[]): ReportDocument['warnings'] =>
  warnings.map(({ code, message, explanation }) => ({
    text: `${message} Rule ${code}.`,
    explanation: explanation ?? 'not explained',
  }))

function about(sealed: SealedContent, shown: SealedSurroundings) {
  return {
    title: `${shown.label} report${sealed.nothingToReport ? ': nothing to report' : ''}`,
    form: shown.form,
    organization: sealed.award.organization,
  }
}

function identity(of: {
  number: string
  awardName: string | null
  organization: string
  program: string
  periodStart: string
  periodEnd: string
}): Fact[] {
  return [
    { label: 'Award', value: of.awardName ? `${of.number}, ${of.awardName}` : of.number },
    { label: 'Grantee', value: of.organization },
    { label: 'Program', value: of.program },
    {
      label: 'Period',
      value: `${formatShortDate(of.periodStart)} to ${formatShortDate(of.periodEnd)}`,
    },
  ]
}

interface Line {
  code: string
  label: string
  kind: TemplateItem['itemKind']
  explanation: string | null
}

interface Around {
  label: string
  figures: readonly FigureItem[]
  answers: Answers
  last: { label: string; answers: Answers } | null
  targets: Answers
}

function sectionOf(title: string, lines: readonly Line[], around: Around): DocumentSection {
  const { figures, answers, last, targets } = around
  const figureOf = new Map(figures.map((item) => [item.itemCode, item]))
  const counted = lines.filter(({ code }) => figureOf.has(code))
  return {
    title,
    columns: {
      period: around.label,
      last: last && `${last.label}, accepted`,
      target: counted.some(({ code }) => targets[code]) ? 'Target' : null,
    },
    figures: counted.flatMap(({ code, label, kind, explanation }) => {
      const figure = figureOf.get(code)
      if (!figure) return []
      const item = { ...figure, itemKind: kind }
      const target = targets[code]
      return {
        label,
        period: formatFigure(item, figures, answers) ?? absent,
        last: (last && formatFigure(item, figures, last.answers)) ?? none,
        target: target ? formatValue(item.valueType, target) : none,
        note: explanation,
      }
    }),
    words: lines
      .filter(({ code }) => !figureOf.has(code))
      .map(({ code, label, kind, explanation }) => ({
        label,
        text: wordsOf(kind, answers[code]),
        note: explanation,
      })),
  }
}

function wordsOf(kind: Line['kind'], answer: string | null | undefined): string {
  if (kind === 'attestation') return answer ? 'Confirmed' : 'Confirmed by signing'
  return answer ?? absent
}

const isFilled = ({ figures, words }: DocumentSection) => figures.length + words.length > 0

const linesIn = (sealed: SealedContent, order: number): Line[] =>
  sealed.answers
    .filter(({ section }) => section === order)
    .map(({ origin, explanation, ...line }) => ({
      ...line,
      explanation: [explanation, origin && originWords(origin)].filter(Boolean).join(' ') || null,
    }))

function nameOf(code: string, sealed: SealedContent, shown: SealedSurroundings): string {
  const named = [...sealed.answers, ...shown.attachments].find((one) => one.code === code)
  return named?.label ?? code
}

const byCode = (lines: readonly { code: string; value: string | null }[]): Answers =>
  Object.fromEntries(lines.map(({ code, value }) => [code, value]))

function surroundingsBefore(
  sealed: SealedContent,
  items: readonly TemplateItem[],
): SealedSurroundings {
  const { periodStart, periodEnd } = sealed.report
  const given = new Set(sealed.answers.map(({ code }) => code))
  const asked = items.filter(({ itemCode }) => given.has(itemCode))
  return {
    form: `Form ${sealed.template.code}, version ${sealed.template.version}`,
    label: `${formatShortDate(periodStart)} to ${formatShortDate(periodEnd)}`,
    awardName: null,
    sections: sectionsOf(asked).map(({ order, title }) => ({ order, title })),
    figures: asked.filter(isFigure),
    attachments: items
      .filter(({ itemKind }) => itemKind === 'attachment')
      .map(({ itemCode: code, label }) => ({ code, label })),
    targets: [],
    last: null,
  }
}
