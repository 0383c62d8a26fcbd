import { sql } from 'kysely'
import { enrolledIndicators } from '#app/domain/study/reconciliation.ts'

/** The indicator that counts who began training, by the stream of `awards`; null where there is none. */
export const enrolledIndicator = sql<string | null>`(case awards.stream_code ${sql.join(
  Object.entries(enrolledIndicators).map(
    ([stream, code]) => sql`when ${sql.lit(stream)} then ${sql.lit(code)}`,
  ),
  sql` `,
)} end)`
