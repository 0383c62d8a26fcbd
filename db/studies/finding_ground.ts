import { attritionOf } from '#app/domain/study/attrition.ts'
import type { BalanceCategory } from '#app/domain/study/balance.ts'
import { weighCharacteristic } from '#app/domain/study/balance_table.ts'
import type { Trx } from '../index.ts'
import { readGround } from './balance.ts'

const worstFirst: BalanceCategory[] = ['not_satisfied', 'satisfied_with_adjustment', 'satisfied']

/** What the team's counts say of an outcome's attrition and of the balance of those analyzed. */
export async function ratingGround(trx: Trx, studyId: number, outcome: string) {
  const { rows, counts } = await readGround(trx, studyId)
  const weighed = rows.map(weighCharacteristic)
  const counted = counts.find((one) => one.outcome === outcome)
  const levels =
    counted &&
    attritionOf([
      {
        randomized: { program: counted.randomizedProgram, control: counted.randomizedControl },
        analyzed: { program: counted.analyzedProgram, control: counted.analyzedControl },
      },
    ])
  return {
    attrition: counted && levels ? levels[counted.bound] : null,
    baseline:
      worstFirst.find((category) => weighed.some((one) => one.category === category)) ?? null,
    isAdjusted:
      weighed.length > 0 &&
      weighed.every(
        ({ category, holds }) => category !== 'satisfied_with_adjustment' || holds === true,
      ),
  }
}
