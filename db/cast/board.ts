import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import type { EvaluabilityCriterion } from '#app/domain/study/evaluability.ts'
import { castActor } from '../cast.ts'
import { commentOnCandidate, saveScores } from '../studies/evaluability.ts'
import { writeKey } from '../write.ts'
import type { CastEmail } from './people.ts'
import { amara, ruth } from './study_stories.ts'

const dana = 'dana.whitfield@eda.example.org'
const ladders = 'care-work-ladders-trial'
const trial = 'southern-colorado-health-careers-trial'

type Lines = readonly [EvaluabilityCriterion, 0 | 1 | 2, string][]

/** Awards looked at as sites: one that could join the trial that enrolls too few, one that is ruled out, and
 *  the site of a trial to come. */
export async function playBoard(): Promise<void> {
  const offset = now().getTime() - Date.now()
  const day = today()
  const on = (days: number) =>
    setClockOffset(Date.parse(`${addDays(day, -days)}T15:00:00Z`) - Date.now())
  try {
    on(64)
    await score(amara, { slug: trial, number: 'SAMPLE-GJC-01' }, [
      ['EV11', 2, 'Two cohorts ran by logic model 3.'],
      ['EV12', 2, 'Three people qualified for each place in both cohorts.'],
      ['EV13', 1, 'The community college offers a short course; about 20 points of contrast.'],
      ['EV15', 2, 'Social Security numbers are collected with consent.'],
      ['EV16', 2, 'All nine staff we spoke to would assign by chance, once explained.'],
    ])
    on(9)
    await score(ruth, { slug: ladders, number: 'SAMPLE-NEG-01' }, [
      ['EV11', 2, 'The same ladder for two cohorts, by the visit memo.'],
      ['EV12', 1, 'All places are filled; a recruiter could bring more.'],
      ['EV13', 2, 'No other paid ladder within an hour.'],
      ['EV15', 2, 'The state agreement covers its county.'],
      ['EV16', 1, 'Willing if nurses already hired are left out.'],
    ])
    await score(ruth, { slug: ladders, number: 'SAMPLE-BPIJG-01' }, [
      ['EV11', 1, 'Moves from carpentry to solar this year.'],
      ['EV13', 0, 'The union hall next door trains for the same jobs, free of charge.'],
    ])
    on(5)
    await commentOnCandidate(
      await castActor(dana, 'board.comment'),
      writeKey('cast-board-comment', 'comment'),
      { slug: ladders, number: 'SAMPLE-NEG-01' },
      {
        words:
          'Their intake moved to one office in spring. Recruitment is steadier than the first reports show.',
      },
    )
  } finally {
    setClockOffset(offset)
  }
}

async function score(
  by: CastEmail,
  at: { slug: string; number: string },
  lines: Lines,
): Promise<void> {
  await saveScores(
    await castActor(by, 'board.score'),
    writeKey(`cast-board-${at.number}-${at.slug}`, lines),
    at,
    0,
    lines.map(([criterion, points, words]) => ({ criterion, score: points, words })),
  )
}
