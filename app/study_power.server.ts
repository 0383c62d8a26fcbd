import type { Permitted } from '#app/domain/access.ts'
import { today } from '#app/domain/clock.ts'
import { enrolmentSummary } from '#app/domain/study/enrolment_summary.ts'
import { powerOfStudy, readPower, typedPower } from '#app/domain/study/power_inputs.ts'
import { plannedShare } from '#app/domain/study/record.ts'
import { listCounts } from '#db/studies/enrolment.ts'
import { listPowerMemos } from '#db/studies/power_memos.ts'
import { findStudyHead, listRecords } from '#db/studies/record.ts'

/** What a study can tell by the inputs of an address and the counts of today; null where the actor sees no
 *  such study. `result` is null while an input is wrong or the record names no end of enrolment. */
export async function studyPower(
  actor: Permitted<'plan.read'>,
  slug: string,
  search: URLSearchParams,
) {
  const study = await findStudyHead(actor, slug)
  if (!study) return null
  const [[record], counts, memos] = await Promise.all([
    listRecords(actor, study.id),
    listCounts(actor, study.id),
    listPowerMemos(actor, study.id),
  ])
  const day = today()
  const confirmatory = record?.outcomes.filter(({ rank }) => rank === 'primary').length
  const typed = typedPower(search, record ? plannedShare(record) : null, confirmatory)
  const read = readPower(typed)
  const { enrolled, pace, closesOn, target, sites } = enrolmentSummary(record ?? null, counts, day)
  const at = closesOn && {
    enrolled,
    sites: sites.length,
    perMonth: pace ?? 0,
    asOf: day,
    closesOn,
    target,
  }
  return {
    study,
    typed,
    problems: read.ok ? {} : read.problems,
    result:
      read.ok && at ? { inputs: read.inputs, at, power: powerOfStudy(read.inputs, at) } : null,
    memos: memos.map(({ savedAt, inputs, results, ...memo }) => ({
      ...memo,
      savedAt: savedAt.toISOString(),
      inputs: JSON.parse(inputs) as KeptInputs,
      results: JSON.parse(results) as KeptResults,
    })),
  }
}

export interface KeptInputs {
  design: Parameters<typeof powerOfStudy>[0]['design']
  numbers: Partial<Parameters<typeof powerOfStudy>[0]['numbers']>
}

export type KeptResults = ReturnType<typeof powerOfStudy>
