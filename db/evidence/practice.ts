import { sql } from 'kysely'
import { jsonArrayFrom } from 'kysely/helpers/postgres'
import { type Permitted, may } from '#app/domain/access.ts'
import { db } from '../index.ts'
import { awardsSeenBy, practiceNotesSeenBy, reportsSeenBy, studyFindingsSeenBy } from '../scope.ts'

const notesPerPage = 25

/** Approved notes that rest on nothing invented, the latest first, for anybody: a page at a time from `after` on. */
export async function listPublicNotes(sector: string | null, after: number | null) {
  const rows = await whole()
    .where('practiceNotes.state', '=', 'approved')
    .where('practiceNotes.sample', '=', false)
    .$if(sector !== null, (query) =>
      query.where(sql<boolean>`practice_notes.sectors @> array[${sector}]`),
    )
    .$if(after !== null, (query) => query.where('practiceNotes.id', '<', after ?? 0))
    .orderBy('practiceNotes.id', 'desc')
    .limit(notesPerPage + 1)
    .execute()
  return { notes: rows.slice(0, notesPerPage), hasMore: rows.length > notesPerPage }
}

export type PracticeNote = Awaited<ReturnType<typeof listPublicNotes>>['notes'][number]

/** The notes an actor reads, what waits first, then the latest. */
export async function listNotes(actor: Permitted<'practice.read'>, after: number | null) {
  const rows = await db
    .selectFrom('practiceNotes')
    .innerJoin('people', 'people.id', 'practiceNotes.draftedBy')
    .where('practiceNotes.id', 'in', practiceNotesSeenBy(actor))
    .$if(after !== null, (query) => query.where('practiceNotes.id', '<', after ?? 0))
    .select([
      'practiceNotes.id',
      'practiceNotes.title',
      'practiceNotes.state',
      'practiceNotes.certainty',
      'practiceNotes.sample',
      'people.name as draftedBy',
      sql<number>`(select count(*)::int from practice_sends
        where note_id = practice_notes.id)`.as('sent'),
      sql<number>`(select count(*)::int from practice_sends
        where note_id = practice_notes.id and answer = 'of_use')`.as('ofUse'),
    ])
    .orderBy('practiceNotes.id', 'desc')
    .limit(notesPerPage + 1)
    .execute()
  return { notes: rows.slice(0, notesPerPage), hasMore: rows.length > notesPerPage }
}

/** One note with what it rests on. */
export async function findNote(actor: Permitted<'practice.read'>, id: number) {
  const note = await whole()
    .where('practiceNotes.id', '=', id)
    .where('practiceNotes.id', 'in', practiceNotesSeenBy(actor))
    .select([
      'practiceNotes.draftedBy as drafterId',
      'practiceNotes.decisionWords',
      'practiceNotes.version',
    ])
    .executeTakeFirst()
  return note ?? null
}

/** Of a note: to whom it went, among the awards that the actor sees. */
export async function listSends(actor: Permitted<'practice.read'>, id: number) {
  return db
    .selectFrom('practiceSends')
    .innerJoin('awards', 'awards.id', 'practiceSends.awardId')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .innerJoin('people', 'people.id', 'practiceSends.sentBy')
    .where('practiceSends.noteId', '=', id)
    .where('practiceSends.noteId', 'in', practiceNotesSeenBy(actor))
    .where('practiceSends.awardId', 'in', awardsSeenBy(actor))
    .select([
      'practiceSends.id',
      'awards.number',
      'awards.name',
      'organizations.name as leadOrganization',
      'practiceSends.alike',
      'practiceSends.sentAt',
      'people.name as sentBy',
      'practiceSends.answer',
      'practiceSends.answerWords',
    ])
    .orderBy('practiceSends.id', 'desc')
    .limit(200)
    .execute()
}

/** What a note may rest on, by what the actor reads: approved findings of studies. */
export async function listCitableFindings(actor: Permitted<'practice.draft'>) {
  return db
    .selectFrom('studyFindings')
    .innerJoin('studies', 'studies.id', 'studyFindings.studyId')
    .where('studyFindings.id', 'in', studyFindingsSeenBy(actor))
    .where('studyFindings.state', '=', 'approved')
    .select(['studyFindings.id', 'studyFindings.outcomeMeasure', 'studies.title'])
    .orderBy('studyFindings.id', 'desc')
    .limit(200)
    .execute()
}

/** An award of the actor with the notes that were sent to it; null: none in sight. */
export async function findAwardPractice(actor: Permitted<'sent_practice.read'>, number: string) {
  const award = await db
    .selectFrom('awards')
    .innerJoin('organizations', 'organizations.id', 'awards.organizationId')
    .where('awards.number', '=', number)
    .where('awards.id', 'in', awardsSeenBy(actor))
    .select([
      'awards.id',
      'awards.number',
      'awards.name',
      'awards.sample',
      'awards.status',
      'organizations.name as leadOrganization',
    ])
    .executeTakeFirst()
  if (!award) return null
  const sends = await whole()
    .innerJoin('practiceSends', 'practiceSends.noteId', 'practiceNotes.id')
    .innerJoin('people as sender', 'sender.id', 'practiceSends.sentBy')
    .leftJoin('people as answerer', 'answerer.id', 'practiceSends.answeredBy')
    .where('practiceSends.awardId', '=', award.id)
    .select([
      'practiceSends.id as sendId',
      'practiceSends.alike',
      'practiceSends.sentAt',
      'sender.name as sentBy',
      'practiceSends.answer',
      'practiceSends.answerWords',
      'practiceSends.answeredAt',
      'answerer.name as answeredBy',
    ])
    .orderBy('practiceSends.id', 'desc')
    .limit(100)
    .execute()
  return { ...award, sends }
}

/** Notes that wait for somebody: to be approved, to be mended, or to be answered by a grantee. */
export async function listPracticeOnDesk(actor: Permitted<'session.use'>) {
  const waiting =
    may(actor.role, 'practice.answer') === false
      ? []
      : await db
          .selectFrom('practiceSends')
          .innerJoin('practiceNotes', 'practiceNotes.id', 'practiceSends.noteId')
          .innerJoin('awards', 'awards.id', 'practiceSends.awardId')
          .where('practiceSends.organizationId', '=', actor.organizationId)
          .where('practiceSends.answer', 'is', null)
          .select([
            'practiceSends.id',
            'practiceNotes.title',
            'practiceNotes.sample',
            'awards.number',
          ])
          .orderBy('practiceSends.id')
          .limit(30)
          .execute()
  const notes =
    may(actor.role, 'practice.read') === false
      ? []
      : await db
          .selectFrom('practiceNotes')
          .where('practiceNotes.id', 'in', practiceNotesSeenBy(actor))
          .where((eb) =>
            eb.or([
              eb.and([
                eb('practiceNotes.state', '=', 'submitted'),
                eb('practiceNotes.draftedBy', '<>', actor.personId),
                eb.lit(may(actor.role, 'practice.approve')),
              ]),
              eb.and([
                eb('practiceNotes.state', '=', 'returned'),
                eb('practiceNotes.draftedBy', '=', actor.personId),
              ]),
            ]),
          )
          .select([
            'practiceNotes.id',
            'practiceNotes.title',
            'practiceNotes.sample',
            'practiceNotes.state',
          ])
          .orderBy('practiceNotes.id')
          .limit(30)
          .execute()
  return { waiting, notes }
}

/** Which report a note may be begun from. */
export async function findCitableReport(actor: Permitted<'practice.draft'>, number: string) {
  const report = await db
    .selectFrom('reports')
    .where('reports.number', '=', number)
    .where('reports.acceptedVersionNo', 'is not', null)
    .where('reports.id', 'in', reportsSeenBy(actor))
    .select('reports.number')
    .executeTakeFirst()
  return report ?? null
}

function whole() {
  return db
    .selectFrom('practiceNotes')
    .innerJoin('people as drafter', 'drafter.id', 'practiceNotes.draftedBy')
    .leftJoin('people as decider', 'decider.id', 'practiceNotes.decidedBy')
    .leftJoin('models', 'models.code', 'practiceNotes.model')
    .select((eb) => [
      'practiceNotes.id',
      'practiceNotes.sample',
      'practiceNotes.title',
      'practiceNotes.done',
      'practiceNotes.forWhom',
      'practiceNotes.seen',
      'practiceNotes.certainty',
      'practiceNotes.sectors as sectorCodes',
      'practiceNotes.components',
      'practiceNotes.model',
      'models.name as modelName',
      'practiceNotes.state',
      'practiceNotes.draftedAt',
      'drafter.name as draftedBy',
      'decider.name as decidedBy',
      'practiceNotes.decidedAt',
      sql<string[]>`array(select name from sectors
        where code = any (practice_notes.sectors) order by name)`.as('sectors'),
      jsonArrayFrom(
        eb
          .selectFrom('practiceCitations')
          .leftJoin('findings', 'findings.code', 'practiceCitations.findingCode')
          .leftJoin('studyFindings', 'studyFindings.id', 'practiceCitations.studyFindingId')
          .leftJoin('studies', 'studies.id', 'studyFindings.studyId')
          .leftJoin('reports', 'reports.id', 'practiceCitations.reportId')
          .leftJoin('awards', 'awards.id', 'reports.awardId')
          .leftJoin('organizations', 'organizations.id', 'awards.organizationId')
          .whereRef('practiceCitations.noteId', '=', 'practiceNotes.id')
          .select([
            'practiceCitations.findingCode',
            'findings.outcomeMeasure as libraryOutcome',
            'findings.program as libraryProgram',
            'practiceCitations.studyFindingId',
            'studyFindings.no as findingNo',
            'studyFindings.outcomeMeasure as ownOutcome',
            'studies.slug',
            'studies.title as study',
            'reports.number as reportNumber',
            'reports.periodEnd',
            'awards.number as awardNumber',
            'organizations.name as grantee',
          ])
          .orderBy('practiceCitations.position'),
      ).as('citations'),
    ])
}
