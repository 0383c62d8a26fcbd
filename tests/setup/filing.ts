import { randomUUID } from 'node:crypto'
import type { AnswerChange } from '#app/domain/report/section.ts'
import { isExplainable } from '#app/domain/report/template.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { goodJobsFigures } from '#db/cast/report_figures.ts'
import { wordsOf } from '#db/cast/report_words.ts'
import { saveSection } from '#db/reports/answers.ts'
import { handOverReport } from '#db/reports/authors.ts'
import { certifyReport } from '#db/reports/certify.ts'
import { findDraft } from '#db/reports/draft.ts'
import { pickUpReport } from '#db/reports/review.ts'
import { explainWarnings } from '#db/reports/warnings.ts'
import { type WriteKey, writeKey } from '#db/write.ts'

export const luis = 'luis.herrera@bluemesa.example.org'
export const joan = 'joan.keller@bluemesa.example.org'
export const dana = 'dana.whitfield@eda.example.org'
export const marcus = 'marcus.bell@eda.example.org'
export const priya = 'priya.raman@eda.example.org'
export const grace = 'grace.whitman@tidewater.example.org'
export const elena = 'elena.ortiz@eta.example.org'
export const nadia = 'nadia.karim@eta.example.org'
export const ingrid = 'ingrid.solberg@prairieline.example.org'

export const signature = { name: 'Joan Keller', title: 'Executive Director' }

/** An acceptance whose checklist nobody went through. */
export const acceptedAnyway = { note: null, why: 'Looked through on paper.' }

/** A key of its own for each call, as every page has. */
export const newKey = (): WriteKey => writeKey(randomUUID(), 'test')

/** A complete set of answers to the Good Jobs Challenge form. */
export const goodAnswers: Record<string, string> = {
  ...goodJobsFigures[1],
  ...wordsOf('health', 1),
}

export const value = (itemCode: string, text: string | null): AnswerChange => ({
  itemCode,
  part: 'value',
  value: text,
})

/** What the report's page would carry: its version, and the last revision it has seen. */
export async function pageOf(number: string, email: CastEmail = luis) {
  const draft = await findDraft(await castActor(email, 'report.read'), number)
  if (!draft) throw new Error(`${email} has no draft of ${number}`)
  return { version: draft.report.version, seen: draft.seen, draft }
}

/** Fills every section that is open, as one person. */
export async function fillReport(number: string, email: CastEmail = luis): Promise<void> {
  const actor = await castActor(email, 'report.write')
  const { draft } = await pageOf(number, email)
  const items = draft.filing.items.filter(isExplainable)
  for (const section of new Set(items.map(({ sectionOrder }) => sectionOrder))) {
    const changes = items
      .filter(({ sectionOrder, itemCode }) => sectionOrder === section && goodAnswers[itemCode])
      .map(({ itemCode }) => value(itemCode, goodAnswers[itemCode] ?? null))
    const given = { changes, seen: draft.seen, isAutomatic: false }
    await saveSection(actor, newKey(), number, section, given)
  }
}

/** Explains whatever stands out in the figures of a draft. */
export async function explainAll(number: string, email: CastEmail = luis): Promise<void> {
  const { draft, seen } = await pageOf(number, email)
  const words = Object.fromEntries(
    draft.readiness.warnings.map(({ key }) => [key, 'Looked at; it is right.']),
  )
  const actor = await castActor(email, 'report.write')
  await explainWarnings(actor, newKey(), number, { words, seen })
}

export async function handOver(number: string): Promise<void> {
  await explainAll(number)
  const { version } = await pageOf(number)
  await handOverReport(await castActor(luis, 'report.write'), newKey(), number, version)
}

export async function certify(number: string) {
  const { version } = await pageOf(number, joan)
  const actor = await castActor(joan, 'report.certify')
  return certifyReport(actor, newKey(), number, version, signature)
}

/** Filled, handed over, signed and picked up by the award's officer. */
export async function bringToReview(number: string, officer: CastEmail = dana): Promise<number> {
  await fillReport(number)
  await handOver(number)
  await certify(number)
  const { version } = await pageOf(number)
  const reviewer = await castActor(officer, 'report.review')
  await pickUpReport(reviewer, newKey(), number, version, 'pick_up')
  return version + 1
}
