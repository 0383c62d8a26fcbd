import { type Expression, sql } from 'kysely'

/** The kept totals of several rows as one; without any amount the sum is null, never zero. */
export function addedUp(eb: {
  ref(column: 'awards' | 'withAmount' | 'amount'): Expression<unknown>
}) {
  const [awards, withAmount, amount] = [eb.ref('awards'), eb.ref('withAmount'), eb.ref('amount')]
  return [
    sql<number>`coalesce(sum(${awards}), 0)::int`.as('awards'),
    sql<number>`coalesce(sum(${withAmount}), 0)::int`.as('withAmount'),
    sql<string | null>`case when sum(${withAmount}) > 0 then sum(${amount}) end`.as('amount'),
  ] as const
}
