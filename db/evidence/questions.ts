import { db } from '../index.ts'

/** The learning agenda: each question with how much is known of it in each sector, and why. */
export async function listQuestions() {
  const [questions, cells] = await Promise.all([
    db.selectFrom('questions').selectAll().orderBy('position').execute(),
    db
      .selectFrom('questionCells')
      .leftJoin('sectors', 'sectors.code', 'questionCells.sector')
      .selectAll('questionCells')
      .select('sectors.name as sectorName')
      .orderBy('questionCells.position')
      .execute(),
  ])
  return questions.map((question) => ({
    ...question,
    cells: cells.filter((cell) => cell.question === question.code),
  }))
}

export type ListedQuestion = Awaited<ReturnType<typeof listQuestions>>[number]
