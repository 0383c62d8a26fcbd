import { formatShortDate } from '#app/domain/calendar.ts'
import * as paths from '#app/paths.ts'
import type { Award } from '#db/awards/find.ts'
import { ModelLevelTag } from './model_cells.tsx'
import { Alert } from './notices.tsx'

/** Which model of the library an award runs, how good its evidence is, and whose word that is. */
export function AwardModel({ award, names }: { award: Award; names: boolean }) {
  const { modelRun: run } = award
  return (
    <>
      {run === null && <span className="absent">no model recorded</span>}
      {run !== null &&
        (run.code === null ? (
          'No model of the library'
        ) : (
          <>
            <a href={paths.model(run.code)}>{run.name}</a>
            <span className="sub">
              Level of evidence: <ModelLevelTag level={run.level} />
            </span>
          </>
        ))}
      {run !== null && (
        <span className="sub">
          since {formatShortDate(run.since)}, by the word of {run.namedBy}: {run.ground}
        </span>
      )}
      {names && (
        <span className="sub">
          <a href={paths.awardModel(award.number)}>
            {run === null ? 'Name its model' : 'Name another model'}
          </a>
        </span>
      )}
    </>
  )
}

/** After a model was named: what it changed, and who learns of it. */
export function ModelNamed({ award }: { award: Award }) {
  const { modelRun: run } = award
  if (run === null) return null
  return (
    <Alert
      tone="success"
      title={
        run.code === null
          ? 'It is recorded that this award runs no model of the library'
          : `It is recorded that this award runs ${run.name}`
      }
    >
      It counts so in the money against evidence since {formatShortDate(run.since)}. Whoever sees
      this award reads it here and in its history; nobody is told by mail. A new word takes its
      place when the model changes.
    </Alert>
  )
}
