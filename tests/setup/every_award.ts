import type { Permitted } from '#app/domain/access.ts'
import type { AwardList } from '#app/domain/award_list.ts'
import { type ListedAward, readAllAwards } from '#db/awards/list.ts'

/** Every award of a list, in its order. */
export async function everyAward(
  actor: Permitted<'award.read'>,
  list: AwardList,
): Promise<ListedAward[]> {
  return readAllAwards(actor, list, async (batches) => {
    const awards: ListedAward[] = []
    for await (const rows of batches) awards.push(...rows)
    return awards
  })
}
