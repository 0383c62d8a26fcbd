import { poolEffects } from '#app/domain/evidence/pool.ts'
import { publicValueInterval } from '#app/domain/evidence/public_value_interval.ts'
import { betweenVariance } from '#app/domain/evidence/between_variance.ts'
import { powerForecast } from '#app/domain/study/enrolment.ts'
import { minimumDetectableEffect, usualTarget } from '#app/domain/study/power.ts'

/** How many of each a second: `node --import tsx tests/bench/statistics.ts`. */
function measure(name: string, once: (round: number) => void): void {
  for (let round = 0; round < 50; round++) once(round)
  const start = performance.now()
  let rounds = 0
  while (performance.now() - start < 500) once(rounds++)
  const perSecond = (1000 * rounds) / (performance.now() - start)
  console.log(`${name.padEnd(44)} ${Math.round(perSecond).toLocaleString('en-US')} a second`)
}

const individual = (people: number) => ({
  kind: 'individual' as const,
  people,
  share: 0.5,
  r2: 0.2,
  covariates: 3,
})

const effects = Array.from({ length: 13 }, (_, i) => ({
  estimate: 2000 + 1500 * Math.sin(i),
  variance: 400_000 * (1 + i / 3),
}))

const impact = (year: number, amount: number) => ({
  year,
  amount,
  certainty: { kind: 'error' as const, se: 600 },
})

const program = {
  impacts: [impact(1, 1945), impact(2, 1865)],
  discountRate: 0.03,
  taxRate: 0.186,
  programCost: 5641,
  transfers: 0,
  savings: 940,
}

measure('Power grids, 10 sizes by 10 shares', (round) => {
  for (let size = 1; size <= 10; size++) {
    for (let share = 1; share <= 10; share++) {
      const design = { ...individual(100 * size + round), share: share / 11 }
      minimumDetectableEffect(design, usualTarget)
    }
  }
})

measure('Power forecasts', (round) => {
  powerForecast({
    design: individual,
    effect: 0.2,
    target: usualTarget,
    enrolled: 100 + (round % 300),
    perMonth: 30,
    asOf: '2026-01-01',
    closesOn: '2027-06-30',
  })
})

measure('REML fits, 13 samples', () => void betweenVariance(effects, 'reml'))
measure('Syntheses, 13 samples', () => void poolEffects(effects, 'reml', 'hartung_knapp'))
measure('Intervals of public value, 1,000 draws', (seed) => {
  publicValueInterval(program, 'post_tax', { persistence: 'constant', seed })
})
