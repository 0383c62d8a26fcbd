import type { Subject } from '#app/domain/decisions.ts'
import { castActor } from '../cast.ts'
import {
  commentOnDecision,
  draftDecision,
  publishDecision,
  shareDecision,
} from '../decisions/decide.ts'
import { writeKey } from '../write.ts'
import { ago } from './ago.ts'

const helen = 'helen.marsh@seti.example.org'

/** The director extends an award with what is known by then, shares it, and drafts what comes next for the
 *  model that the award runs. */
export async function playDecisions(): Promise<void> {
  const director = await castActor(helen, 'decision.make')
  const draft = (subject: Subject, kind: 'extend' | 'scale', words: string) =>
    draftDecision(director, writeKey(`cast-decision-${subject.code}`, words), {
      subject,
      kind,
      words,
      reason: null,
      supersedes: null,
    })
  const published = await ago(24, async () => {
    const no = await draft(
      { kind: 'award', code: 'SAMPLE-GJC-01' },
      'extend',
      'The compact goes on for a further year within its amount, so that the trial at its sites can finish enrolling. Placement is read again after the next two reports.',
    )
    if (no === null) throw new Error('There is no such award')
    await publishDecision(director, writeKey('cast-decision-published', no), { no, version: 1 })
    await shareDecision(director, writeKey('cast-decision-shared', no), no)
    return no
  })
  await ago(20, async () => {
    const dana = await castActor('dana.whitfield@eda.example.org', 'decision.comment')
    await commentOnDecision(dana, writeKey('cast-decision-comment', published), published, {
      words:
        'The employer desk is short of one person until spring. I will watch placement with the next report.',
    })
  })
  await ago(2, async () => {
    await draft(
      { kind: 'model', code: 'workadvance' },
      'scale',
      'More awards should run this model. To be decided when the trial in southern Colorado has reported.',
    )
  })
}
