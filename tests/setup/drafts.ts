import { isExplainable, isPrepared, sectionsToFill } from '#app/domain/report/template.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { castActor } from '#db/cast.ts'
import { db } from '#db/index.ts'
import { saveSection } from '#db/reports/answers.ts'
import { findDraft } from '#db/reports/draft.ts'
import { writeKey } from '#db/write.ts'
import { explainAll } from './filing.ts'

/** Answers a draft with what its last accepted period said, so that it can be handed over. */
export async function completeDraft(author: CastEmail, number: string): Promise<void> {
  const actor = await castActor(author, 'report.write')
  const draft = await findDraft(await castActor(author, 'report.read'), number)
  if (!draft?.last) throw new Error(`${number} has no accepted period before it`)
  const { filing, last, seen } = draft
  for (const { order, items } of sectionsToFill(filing.items)) {
    const name = `complete-${number}-${order}`
    await saveSection(actor, writeKey(name, name), number, order, {
      changes: items
        .filter((item) => isPrepared(item) && isExplainable(item))
        .map(({ itemCode }) => ({
          itemCode,
          part: 'value',
          value: last.answers[itemCode] ?? null,
        })),
      seen,
      isAutomatic: false,
    })
  }
  await explainAll(number, author)
}

/** What a report's row holds besides its number. */
export async function rowOf(number: string) {
  return db.selectFrom('reports').where('number', '=', number).selectAll().executeTakeFirstOrThrow()
}
