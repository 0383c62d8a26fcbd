import { needsOf, isProven, readReplicationFilters } from '#app/domain/evidence/replication.ts'
import { found } from '#app/responses.ts'
import { listModelLevels } from '#db/evidence/levels.ts'
import { findModel } from '#db/evidence/models.ts'
import { findTried } from '#db/evidence/replication.ts'

/** What the page and its file ask: the model, its level, what it has, and the filters; a group of programs is
 *  nothing that an award could take over. */
export async function replicationAsked(request: Request, key: string | undefined) {
  const [asked, levels, tried] = await Promise.all([
    findModel(key ?? ''),
    listModelLevels(),
    findTried(key ?? ''),
  ])
  const model = found(asked?.kind === 'group' ? null : asked)
  const level = levels.get(model.code) ?? 'none'
  return {
    model: { code: model.code, name: model.name, sectors: model.sectors },
    level,
    tried,
    // What is not known to work is held up to nobody.
    needs: isProven(level) ? needsOf(model) : [],
    filters: readReplicationFilters(new URL(request.url).searchParams),
  }
}
