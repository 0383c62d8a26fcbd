import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import type { Characteristic } from '#app/domain/study/balance_table.ts'
import { castActor } from '../cast.ts'
import { saveBalance } from '../studies/balance.ts'
import { writeKey } from '../write.ts'
import { ben } from './study_stories.ts'

/** How alike the arms of the trial that enrolls are after six months. */
export async function playBalance(): Promise<void> {
  const offset = now().getTime() - Date.now()
  setClockOffset(Date.parse(`${addDays(today(), -3)}T15:00:00Z`) - Date.now())
  try {
    await saveBalance(
      await castActor(ben, 'study.write'),
      writeKey('cast-balance', rows),
      'care-work-ladders-trial',
      0,
      {
        sample: 'randomized',
        rows,
        omnibus: { f: 0.94, df1: 6, df2: 94 },
        reason: null,
      },
    )
  } finally {
    setClockOffset(offset)
  }
}

const people = 56

const measured = (name: string, program: [number, number], control: [number, number]) => ({
  name,
  kind: 'measured' as const,
  program: { n: people, value: program[0], sd: program[1] },
  control: { n: people, value: control[0], sd: control[1] },
  adjusted: /earnings/i.test(name),
})

const share = (name: string, program: number, control: number) => ({
  name,
  kind: 'share' as const,
  program: { n: people, value: program, sd: null },
  control: { n: people, value: control, sd: null },
  adjusted: false,
})

const rows: Characteristic[] = [
  measured('Earnings in the year before', [14_210, 9_480], [13_020, 9_910]),
  measured('Age', [34.2, 9.1], [34.6, 8.8]),
  share('Employed in the quarter before', 31, 30),
  share('Some college', 18, 23),
  share('Women', 49, 49),
  share('Black or Hispanic', 27, 26),
]
