import { type Agreement, isInForce } from './agreements.ts'
import { type StudyRecord, isRandom } from './record.ts'
import type { Stage, StageState } from './stages.ts'

/** What must stand before the first person is enrolled. */
export interface Opening {
  record: StudyRecord | null
  registrations: number
  agreements: readonly (Agreement & { awardId: number | null })[]
  sites: readonly { awardId: number; name: string }[]
  stages: readonly { stage: Stage; state: StageState }[]
}

export interface OpeningCheck {
  code: 'record' | 'stage' | 'registration' | 'irb' | 'clearance' | 'sites'
  what: string
  /** Null where it is met, else what is missing, as a sentence. */
  missing: string | null
}

/**
 * Each condition for opening enrolment on a day, in the order people meet them (stage criteria RC1 to
 * RC6): a whole record, an open trial stage, a registration, an IRB approval in force, an OMB control
 * number where a federal collection needs one, and a participation agreement at every site. A study
 * without assignment by chance needs no trial stage and no registration.
 */
export function openingChecks(study: Opening, day: string): OpeningCheck[] {
  const { record, agreements, sites } = study
  const held = (kind: Agreement['kind'], awardId: number | null = null) =>
    agreements.some(
      (one) =>
        one.kind === kind && (awardId === null || one.awardId === awardId) && isInForce(one, day),
    )
  const unsigned = sites.filter(({ awardId }) => !held('participation', awardId))
  const random = record !== null && isRandom(record.design)
  return [
    {
      code: 'record',
      what: 'The record is whole',
      missing: recordGap(record),
    },
    ...(random
      ? [
          {
            code: 'stage' as const,
            what: 'A trial stage is open',
            missing: study.stages.some(
              ({ stage, state }) => (stage === 'rct' || stage === 'pilot_rct') && state === 'open',
            )
              ? null
              : 'No trial stage is open yet: ask for its entry gate.',
          },
          {
            code: 'registration' as const,
            what: 'A public registry holds the study',
            missing: study.registrations > 0 ? null : 'No registration is entered.',
          },
        ]
      : []),
    {
      code: 'irb',
      what: 'IRB approval is in force',
      missing: held('irb') ? null : 'No IRB approval is in force today.',
    },
    ...(record?.needsClearance === false
      ? []
      : [
          {
            code: 'clearance' as const,
            what: 'An OMB control number is in force',
            missing: held('pra') ? null : 'No OMB control number is in force today.',
          },
        ]),
    {
      code: 'sites',
      what: 'Every site has signed',
      missing:
        sites.length === 0
          ? 'The study has no site yet.'
          : unsigned.length === 0
            ? null
            : `No participation agreement is in force with ${unsigned.map(({ name }) => name).join(', ')}.`,
    },
  ]
}

function recordGap(record: StudyRecord | null): string | null {
  if (record === null) return 'No record is saved.'
  const gaps = [
    isRandom(record.design) && !record.programPlaces && 'the allocation',
    isRandom(record.design) && !(record.programArm && record.controlArm) && 'both arms',
    !record.sampleTarget && 'the people to enrol',
    !record.closesOn && 'the day enrolment closes',
    !record.outcomes.some(({ rank }) => rank === 'primary') && 'a primary outcome',
  ].filter((gap) => gap !== false)
  return gaps.length === 0 ? null : `The record lacks ${gaps.join(', ')}.`
}
