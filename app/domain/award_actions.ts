/** What can be done to several awards of a list at once. */
const awardActions = ['assign', 'remind'] as const
export type AwardAction = (typeof awardActions)[number]

export const awardActionLabels = {
  assign: 'Assign a program officer',
  remind: 'Remind the grantees of late reports',
} satisfies Record<AwardAction, string>

/** At most so many awards at once. */
export const awardsAtOnce = 100

/** The awards an address chooses for an action; null where it names none of the actions. */
export function readAwardBulk(params: URLSearchParams) {
  const action = awardActions.find((one) => one === params.get('action'))
  if (!action) return null
  const numbers = [...new Set(params.getAll('award'))].filter((number) => number.length <= 200)
  return { action, numbers: numbers.slice(0, awardsAtOnce) }
}

/** '1 award', '12 awards' */
export const countedAwards = (count: number) => (count === 1 ? '1 award' : `${count} awards`)
