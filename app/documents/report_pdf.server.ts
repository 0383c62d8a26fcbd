import type { DocumentSection, Fact, ReportDocument } from '#app/domain/report/document.ts'
import { Sheet } from './sheet.server.ts'

/** A report as a tagged PDF: structure, language, title, bookmarks and header cells, so that it can be
 *  heard as well as read. The same document gives the same bytes. */
export async function writeReportPdf(report: ReportDocument): Promise<Buffer> {
  const sheet = new Sheet({
    title: `${report.title}, ${report.organization}`,
    author: report.organization,
    subject: report.form,
    at: report.at,
  })
  sheet.title(report.title)
  sheet.paragraph(`${report.form}, ${report.organization}`)
  if (report.mark) sheet.paragraph(`${report.mark}. This is what would be sent.`, 'strong')
  sheet.facts(report.facts)
  for (const section of report.sections) writeSection(sheet, section)
  writeWarnings(sheet, report.warnings)
  writeFiles(sheet, report.files)
  sheet.heading('Signature and seal')
  sheet.facts(report.seal)
  if (sheet.lacks) {
    sheet.paragraph(
      'Some characters of this report have no shape in the typefaces of this document and show as □. The sealed version holds them as they were typed.',
      'small',
    )
  }
  return sheet.end({ head: [report.mark, report.head].filter(Boolean).join(' · ') })
}

function writeSection(sheet: Sheet, { title, columns, figures, words }: DocumentSection) {
  sheet.heading(title)
  if (figures.length > 0) {
    const beside = [
      { head: columns.period, of: 'period' },
      ...(columns.last ? [{ head: columns.last, of: 'last' } as const] : []),
      ...(columns.target ? [{ head: columns.target, of: 'target' } as const] : []),
    ] as const
    sheet.table({
      heads: ['Figure', ...beside.map(({ head }) => head)],
      rows: figures.map((figure) => [figure.label, ...beside.map(({ of }) => figure[of])]),
      widths: [1, ...beside.map(() => 0.36)],
      numeric: true,
    })
    for (const { label, note } of figures) if (note) sheet.paragraph(`Note to ${label}: ${note}`)
  }
  for (const { label, text, note } of words) {
    sheet.subheading(label)
    sheet.paragraph(text)
    if (note) sheet.paragraph(`Note: ${note}`)
  }
}

function writeWarnings(sheet: Sheet, warnings: ReportDocument['warnings']) {
  if (warnings.length === 0) return
  sheet.heading('What stood out')
  for (const { text, explanation } of warnings) {
    sheet.paragraph(text)
    sheet.paragraph(`Explained: ${explanation}`)
  }
}

function writeFiles(sheet: Sheet, files: ReportDocument['files']) {
  if (files.length === 0) return
  sheet.heading('Supporting files')
  for (const { name, backs, size, sha256 } of files) {
    sheet.subheading(name)
    sheet.facts([
      { label: 'Backs', value: backs },
      { label: 'Size', value: size },
      { label: 'SHA-256', value: sha256 },
    ] satisfies Fact[])
  }
}
