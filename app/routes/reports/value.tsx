import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyValues } from '#app/components/figures.tsx'
import { Change, History, type HistoryEntry } from '#app/components/history.tsx'
import { Section } from '#app/components/page.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatFigure, formatValue, isFigure } from '#app/domain/report/display.ts'
import { spellOut } from '#app/domain/report/sheet.ts'
import { isAnswered } from '#app/domain/report/template.ts'
import type { ValueEntry } from '#app/domain/report/values.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type FoundValue, findValue } from '#db/reports/values.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ value }: Loaded) => `${value.item.label} – ${reportTitle(value.report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  return { value: found(await findValue(actor, params['number'] ?? '', params['item'] ?? '')) }
}

/** One answer: what it says, what it is made of, and everything that happened to it. */
export default function ValueHistory() {
  const { value } = useLoaderData<typeof loader>()
  const { report, item, items, answers, note, isOwn } = value
  const sealed = report.state.versionNo
  return (
    <ReportPage
      report={report}
      title={item.label}
      lead={
        isOwn && report.state.author !== 'submitted'
          ? 'As it stands in the draft, and how it came about.'
          : `As version ${sealed} says it, and how it came about.`
      }
    >
      <KeyValues
        facts={[
          { label: report.label, value: <Value {...value} text={answers[item.itemCode]} /> },
          ...(isAnswered(note) ? [{ label: 'Note', value: note }] : []),
          { label: 'Section', value: <SectionLink {...value} /> },
          ...(item.help ? [{ label: 'Meaning', value: spellOut(item.help, items) }] : []),
        ]}
      />
      {value.parts.length > 0 && (
        <Section id="parts" title="What it is made of">
          <p>The tracker computes this figure. Each part has a history of its own.</p>
          <KeyValues
            facts={value.parts.map((part) => ({
              label: <a href={paths.reportValue(report.number, part.itemCode)}>{part.label}</a>,
              value: formatFigure(part, items, answers) ?? 'no answer',
            }))}
          />
        </Section>
      )}
      <Section id="changes" title="How it came about">
        {value.history.length === 0 ? (
          <p>Nothing was answered here yet.</p>
        ) : (
          <History entries={value.history.map((entry, index) => entryOf(entry, index, value))} />
        )}
        {!isOwn && (
          <p className="section__note">
            What the grantee tried before it signed stays with the grantee. Who wrote what was
            signed is told.
          </p>
        )}
      </Section>
      <p>
        <a href={paths.report(report.number)}>Back to the report</a>
        {' · '}
        <a href={paths.reportHistory(report.number)}>History of the whole report</a>
      </p>
    </ReportPage>
  )
}

/** What the whole answer reads as now; a computed figure comes from its parts. */
function Value({ item, items, answers, text }: FoundValue & { text: string | null | undefined }) {
  const shown = isFigure(item) ? formatFigure(item, items, answers) : text
  if (!isAnswered(shown)) return <span className="absent">no answer</span>
  return isFigure(item) ? <strong>{shown}</strong> : <span className="prose">{shown}</span>
}

function SectionLink({ report, item, isOwn }: FoundValue) {
  if (!isOwn) return item.section
  return <a href={paths.reportSection(report.number, item.sectionOrder)}>{item.section}</a>
}

function entryOf(entry: ValueEntry, index: number, value: FoundValue): HistoryEntry {
  const { report, item } = value
  const about = {
    id: String(index),
    when: { text: formatDateTime(entry.at), iso: entry.at.toISOString() },
  }
  // A figure fits its line; words of any length fold away below it.
  const said = (sides: Sides) =>
    isFigure(item)
      ? { after: <>: {inWords(sides, item)}</> }
      : { after: null, details: <div className="prose">{inWords(sides, item)}</div> }
  switch (entry.kind) {
    case 'written': {
      if (entry.part === 'explanation') {
        const what = (
          <>
            {wroteWords(entry)} the note: {inWords(entry, null)}
          </>
        )
        return { ...about, what, who: writerWords(entry) }
      }
      const { after, details } = said(entry)
      const what = (
        <>
          {wroteWords(entry)}
          {after}
        </>
      )
      return { ...about, what, who: writerWords(entry), details }
    }
    case 'sealed': {
      const isSame = entry.no > 1 && entry.value.before === entry.value.after
      const { after, details } = isSame ? { after: ', unchanged' } : said(entry.value)
      return {
        ...about,
        what: (
          <>
            <a href={paths.reportVersion(report.number, entry.no)}>Version {entry.no}</a> was signed
            {after}
            {entry.note.before !== entry.note.after && <>. Note: {inWords(entry.note, null)}</>}
          </>
        ),
        who: entry.written
          ? `${entry.signer}; written by ${entry.written.who}, ${originWords(entry.written)}, ${formatDateTime(entry.written.at)}`
          : entry.signer,
        details,
      }
    }
    default:
      return {
        ...about,
        what: moveWords[entry.kind](entry.versionNo),
        who: entry.who ?? 'The agency',
        why: entry.words,
      }
  }
}

const moveWords = {
  returned: (no: number) => `Returned its section of version ${no}`,
  reopened: (no: number) => `Reopened its section of version ${no}`,
  accepted: (no: number) => `Accepted version ${no}`,
  withdrawn: (no: number) => `Withdrew version ${no}`,
}

interface Sides {
  before: string | null
  after: string | null
}

function wroteWords({ before, after }: Sides): string {
  if (!isAnswered(after)) return 'Took out'
  return isAnswered(before) ? 'Changed' : 'Entered'
}

function writerWords(entry: Extract<ValueEntry, { kind: 'written' }>): string {
  return `${entry.who}, ${originWords(entry)}, for version ${entry.versionNo}`
}

function originWords({ file }: { file: string | null }): string {
  return file === null ? 'typed' : `from the file ${file}`
}

/** What was and what is, as people read it; `item` is null for words. */
function inWords({ before, after }: Sides, item: FoundValue['item'] | null) {
  const read = (text: string | null) => {
    if (!isAnswered(text)) return null
    return item && isFigure(item) ? formatValue(item.valueType, text) : text
  }
  if (read(before) === null) return read(after) ?? 'no answer'
  return <Change before={read(before)} after={read(after)} />
}
