import * as paths from '#app/paths.ts'
import { type Scene, refused, seen } from './scene.ts'

/** The library of evidence, as anybody reads it. */
export const evidenceScenes: Scene[] = [
  ...seen('-', paths.evidence(), paths.models(), paths.model('workadvance')),
  ...seen('-', paths.support('workadvance'), paths.countyHealth()),
  ...seen(
    '-',
    paths.findings(),
    paths.findings({ q: 'nothing is called this' }),
    paths.finding('EF055'),
    paths.finding('EF045'),
  ),
  ...seen(
    '-',
    paths.claims(),
    paths.claim('C53'),
    paths.ladders(),
    paths.ratings(),
    paths.questions(),
  ),
  ...seen(
    '-',
    paths.synthesis(),
    paths.synthesis({ models: 'workadvance', confirm: '1' }),
    paths.synthesis({ measure: 'credential:points' }),
  ),
  ...seen('-', paths.publicValue({ program: 'year_up' })),
  { as: '-', at: paths.publicValue({ tax: 'a fifth' }), status: 422 },
  ...seen('dana', paths.replication('workadvance', { origin: 'sample' })),
  ...seen('helen', paths.solicitation({ origin: 'sample' })),
  ...seen('ruth', paths.questionPriority('RQ02'), paths.questionStudies('RQ02')),
  refused('ruth', paths.questionPriority('RQ02')),
  refused('ruth', paths.questionStudies('RQ02')),
  ...seen('helen', paths.outcomes({ origin: 'sample' })),
  ...seen('luis', paths.awardOutcomes('SAMPLE-GJC-01')),
  refused('luis', paths.awardOutcomes('SAMPLE-GJC-01')),
  ...seen('dana', paths.awardOutcome('SAMPLE-GJC-01', 2)),
  refused('dana', paths.awardOutcome('SAMPLE-GJC-01', 2)),
  ...seen('naomi', paths.countyHealth()),
  ...seen('ruth', paths.countyHealthRating()),
  refused('ruth', paths.countyHealthRating()),
  ...seen('helen', paths.fidelity('SAMPLE-GJC-01')),
  refused('luis', paths.fidelity('SAMPLE-GJC-01')),
  ...seen('dana', paths.evidenceMoney({ footing: 'high', origin: 'sample' })),
  { as: 'dana', at: paths.finding('no-such-finding'), status: 404 },
]
