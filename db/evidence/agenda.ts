import { type SqlBool, sql } from 'kysely'
import { type Actor, type Permitted, may } from '#app/domain/access.ts'
import type { Origin } from '#app/domain/award_list.ts'
import { now, today } from '#app/domain/clock.ts'
import { cellLevel } from '#app/domain/evidence/questions.ts'
import {
  type Priority,
  type StudyPart,
  holeScore,
  priorities,
  priorityLabels,
  stageReports,
  studyPartLabels,
  usualPriority,
} from '#app/domain/evidence/solicitation.ts'
import { Conflict, Refusal } from '#app/domain/outcome.ts'
import { type Stage, stages } from '#app/domain/study/stages.ts'
import { record } from '../events.ts'
import { type Db, type Trx, db } from '../index.ts'
import { studiesSeenBy } from '../scope.ts'
import { type WriteKey, writeOnce } from '../write.ts'
import { listQuestions } from './questions.ts'

/**
 * Every hole of the gap map that somebody judged, the widest first, with what it weighs, who said so, and the
 * studies of one origin that are to close it. Whoever may not open a study reads only when it reports.
 */
export async function listHoles(actor: Permitted<'agenda.read'>, origin: Origin) {
  const [questions, weighed, planned] = await Promise.all([
    listQuestions(),
    listPriorities(db, actor),
    listPlanned(actor, origin),
  ])
  const day = today()
  const holes = questions.flatMap(({ cells, ...question }) =>
    cells.flatMap((cell) => {
      const said = weighed.find((one) => one.question === question.code) ?? null
      const level = cellLevel(cell.level)
      const studies = planned.filter(
        (study) =>
          study.question === question.code &&
          (study.sector === null || cell.sector === null || study.sector === cell.sector),
      )
      const closing = studies.map((study) => ({
        ...study,
        reportsOn: firstReport(study.reports, question.allowedDesigns),
      }))
      const hole = { level, priority: said?.priority ?? usualPriority, planned: closing }
      const scored = holeScore(hole, day)
      return scored === null || level === null || scored.score === 0
        ? []
        : [{ ...scored, level, cell, question, said, studies: closing }]
    }),
  )
  return holes.sort(
    (one, other) =>
      other.score - one.score ||
      (other.said?.priority ?? usualPriority) - (one.said?.priority ?? usualPriority),
  )
}

export type Hole = Awaited<ReturnType<typeof listHoles>>[number]

/** A question as its agenda pages show it: what it weighs by every word so far, and its studies. Null: none. */
export async function findAgendaQuestion(actor: Permitted<'agenda.read'>, code: string) {
  const questions = may(actor.role, 'agenda.read') ? await listQuestions() : []
  const question = questions.find((one) => one.code === code)
  if (!question) return null
  const [words, links, studies] = await Promise.all([
    priorityWords(db, actor).where('questionPriorities.question', '=', code).execute(),
    linkWords(db, actor).where('questionStudies.question', '=', code).execute(),
    db
      .selectFrom('studies')
      .where('studies.id', 'in', studiesSeenBy(actor))
      .select(['slug', 'title', 'sample'])
      .orderBy('title')
      .execute(),
  ])
  return { ...question, words, links, studies }
}

/** Says what a question weighs; `version` is how many words there were when the page was made. Null: no such
 *  question. */
export async function setPriority(
  actor: Permitted<'agenda.set'>,
  key: WriteKey,
  { question, version }: { question: string; version: number },
  given: { priority: string; reason: string },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    if (!(await takeQuestion(trx, question))) return null
    const [last] = await priorityWords(trx, actor)
      .where('questionPriorities.question', '=', question)
      .limit(1)
      .execute()
    refuseOvertaken(last && { no: last.no, who: last.setBy, at: last.setAt }, version)
    const priority = priorities.find((one) => String(one) === given.priority)
    if (priority === undefined) throw new Refusal({ priority: 'Choose a priority.' })
    await trx
      .insertInto('questionPriorities')
      .values({
        question,
        no: version + 1,
        organizationId: actor.organizationId,
        priority,
        reason: given.reason,
        setBy: actor.personId,
        setAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: 'agenda.priority_set',
      ...(last && { before: { priority: priorityLabels[last.priority as Priority] } }),
      after: { question, priority: priorityLabels[priority] },
      reason: given.reason,
    })
    return question
  })
}

/** Says which study answers a question in a sector, or takes it back. Null: no such question. */
export async function linkStudy(
  actor: Permitted<'agenda.set'>,
  key: WriteKey,
  { question, version }: { question: string; version: number },
  given: { study: string; sector: string | null; part: StudyPart },
): Promise<string | null> {
  return writeOnce(actor, key, async (trx) => {
    if (!(await takeQuestion(trx, question))) return null
    const [last] = await linkWords(trx, actor)
      .where('questionStudies.question', '=', question)
      .limit(1)
      .execute()
    refuseOvertaken(last && { no: last.no, who: last.linkedBy, at: last.linkedAt }, version)
    const study = await trx
      .selectFrom('studies')
      .where('studies.slug', '=', given.study)
      .where('studies.id', 'in', studiesSeenBy(actor))
      .select(['id', 'title'])
      .executeTakeFirst()
    if (!study) throw new Refusal({ study: 'Choose a study of the list.' })
    const sector = given.sector === null ? null : await takeSector(trx, given.sector)
    await trx
      .insertInto('questionStudies')
      .values({
        question,
        no: version + 1,
        studyId: study.id,
        sector: sector?.code ?? null,
        part: given.part,
        linkedBy: actor.personId,
        linkedAt: now(),
      })
      .execute()
    await record(trx, actor, {
      kind: given.part === 'none' ? 'question.unlinked' : 'question.linked',
      studyId: study.id,
      after: {
        question,
        sector: sector?.name ?? 'all sectors together',
        part: studyPartLabels[given.part],
      },
    })
    return question
  })
}

/** The last word on each question. */
async function listPriorities(within: Db | Trx, actor: Actor) {
  return priorityWords(within, actor)
    .where(({ eb, selectFrom, ref }) =>
      eb(
        'questionPriorities.no',
        '=',
        selectFrom('questionPriorities as later')
          .whereRef('later.question', '=', ref('questionPriorities.question'))
          .select((later) => later.fn.max('later.no').as('no')),
      ),
    )
    .execute()
}

function priorityWords(within: Db | Trx, actor: Actor) {
  return within
    .selectFrom('questionPriorities')
    .innerJoin('people', 'people.id', 'questionPriorities.setBy')
    .where(sql<SqlBool>`${sql.lit(may(actor.role, 'agenda.read'))}`)
    .select([
      'questionPriorities.question',
      'questionPriorities.no',
      'questionPriorities.priority',
      'questionPriorities.reason',
      'people.name as setBy',
      'questionPriorities.setAt',
    ])
    .orderBy('questionPriorities.no', 'desc')
}

function linkWords(within: Db | Trx, actor: Actor) {
  return within
    .selectFrom('questionStudies')
    .innerJoin('people', 'people.id', 'questionStudies.linkedBy')
    .innerJoin('studies', 'studies.id', 'questionStudies.studyId')
    .leftJoin('sectors', 'sectors.code', 'questionStudies.sector')
    .where('questionStudies.studyId', 'in', studiesSeenBy(actor))
    .select([
      'questionStudies.no',
      'studies.slug',
      'studies.title',
      'sectors.name as sectorName',
      'questionStudies.part',
      'people.name as linkedBy',
      'questionStudies.linkedAt',
    ])
    .orderBy('questionStudies.no', 'desc')
}

interface PlannedStudy {
  question: string
  sector: string | null
  part: StudyPart
  slug: string | null
  title: string | null
  /** Of its open milestones, those at which a stage reports. */
  reports: { code: string; forecastOn: string }[]
}

const reportCodes = Object.values(stageReports)

/** The studies of one origin by the last word on what each answers, with when its stages report. */
async function listPlanned(
  actor: Permitted<'agenda.read'>,
  origin: Origin,
): Promise<PlannedStudy[]> {
  const { rows } = await sql<PlannedStudy>`
    select latest.question, latest.sector, latest.part,
      case when latest.study_id in (${studiesSeenBy(actor)}) then studies.slug end as slug,
      case when latest.study_id in (${studiesSeenBy(actor)}) then studies.title end as title,
      coalesce((
        select json_agg(json_build_object('code', code, 'forecastOn', forecast_on))
        from milestones
        where study_id = latest.study_id and code = any(${reportCodes}::text[])
          and forecast_on is not null and state not in ('accepted', 'waived', 'superseded')
      ), '[]') as reports
    from (
      select distinct on (question, study_id, sector) question, study_id, sector, part
      from question_studies order by question, study_id, sector, no desc
    ) latest
    join studies on studies.id = latest.study_id
    where latest.part <> 'none' and studies.sample = ${origin === 'sample'}
      and ${sql.lit(may(actor.role, 'agenda.read'))}
    order by studies.title
  `.execute(db)
  return rows
}

/** When the first stage that may close a question reports; null: none of them is planned. */
function firstReport(reports: PlannedStudy['reports'], allowed: readonly string[]): string | null {
  const codes = stages
    .filter((stage: Stage) => allowed.includes(stage))
    .map((stage) => stageReports[stage])
  const days = reports.filter(({ code }) => codes.includes(code)).map((one) => one.forecastOn)
  return days.toSorted()[0] ?? null
}

/** Of two people who speak of a question at once, one is first. */
async function takeQuestion(trx: Trx, code: string): Promise<boolean> {
  const { rows } = await sql<{ code: string }>`
    select code, pg_advisory_xact_lock(hashtext('question ' || code)) from questions
    where code = ${code}`.execute(trx)
  return rows.length > 0
}

async function takeSector(trx: Trx, code: string) {
  const sector = await trx
    .selectFrom('sectors')
    .where('code', '=', code)
    .select(['code', 'name'])
    .executeTakeFirst()
  if (!sector) throw new Refusal({ sector: 'Choose a sector of the list, or all together.' })
  return sector
}

function refuseOvertaken(
  last: { no: number; who: string; at: Date } | undefined,
  version: number,
): void {
  if ((last?.no ?? 0) === version) return
  throw new Conflict('Somebody spoke of this question after you opened the page.', {
    who: last?.who ?? null,
    at: last?.at.toISOString() ?? null,
  })
}
