import { formatSize, type NamedFile } from '#app/domain/report/files.ts'
import * as paths from '#app/paths.ts'

/** The files that back one answer, each a download; nothing where there are none. */
export function AnswerFiles(props: {
  number: string
  itemCode: string
  files: readonly NamedFile[]
}) {
  const own = props.files.filter(({ itemCode }) => itemCode === props.itemCode)
  if (own.length === 0) return null
  return (
    <ul className="answer-files">
      {own.map(({ itemCode, name, size, sha256 }) => (
        <li key={sha256}>
          <a href={paths.reportFile(props.number, itemCode, sha256)} download>
            {name}
          </a>{' '}
          <span className="usa-hint">{formatSize(size)}</span>
        </li>
      ))}
    </ul>
  )
}

/** The files of a sealed version, under the answers they back. */
export function SealedFiles(props: {
  number: string
  files: readonly (Omit<NamedFile, 'itemCode'> & { code: string })[]
  labelOf: (code: string) => string
}) {
  const { number, files, labelOf } = props
  if (files.length === 0) return null
  const codes = [...new Set(files.map(({ code }) => code))]
  return (
    <section className="section" id="files">
      <div className="section__head">
        <h2>Supporting files</h2>
      </div>
      {codes.map((code) => (
        <div className="answer" key={code}>
          <h3>{labelOf(code)}</h3>
          <AnswerFiles
            number={number}
            itemCode={code}
            files={files.map((file) => ({ ...file, itemCode: file.code }))}
          />
        </div>
      ))}
    </section>
  )
}
