import { Section } from '#app/components/page.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import type { SheetProblem } from '#app/domain/report/sheet_reading.ts'

/** How many problems a page shows; the list for download has them all. */
export const problemsShown = 100

/** Everything wrong with a file, each at the cell where it is put right. */
export function SheetProblems(props: {
  problems: readonly SheetProblem[]
  count: number
  /** What a row is about. */
  subject?: string
  /** Where the whole list can be downloaded; none where the page shows it all. */
  href?: string
}) {
  const { problems, count, subject = 'Figure', href } = props
  return (
    <Section
      id="problems"
      title={count === 1 ? '1 cell to fix' : `${count.toLocaleString('en-US')} cells to fix`}
      aside={
        href && (
          <a href={href} download>
            Download this list (CSV)
          </a>
        )
      }
    >
      <p>
        Nothing of the file was stored. Fix these cells in your spreadsheet, save it, and upload it
        again.
        {count > problems.length && ` The first ${problems.length} are shown.`}
      </p>
      <DataTable id="problem-list" caption="Cells to fix" captionHidden>
        <thead>
          <tr>
            <HeaderCell>Cell</HeaderCell>
            <HeaderCell>{subject}</HeaderCell>
            <HeaderCell>Found</HeaderCell>
            <HeaderCell>What to do</HeaderCell>
          </tr>
        </thead>
        <tbody>
          {problems.map(({ row, column, heading, field, found, say }, index) => (
            <tr key={index}>
              <th scope="row">
                {column}
                {row}
                <span className="sub">
                  Row {row}, “{heading}”
                </span>
              </th>
              <td className="wrap">{field || <span className="absent">the whole row</span>}</td>
              <td className="wrap found">{found || <span className="absent">empty</span>}</td>
              <td className="wrap">{say}</td>
            </tr>
          ))}
        </tbody>
      </DataTable>
    </Section>
  )
}
