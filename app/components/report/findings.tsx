import { Alert } from '#app/components/notices.tsx'
import { type openFindings, spoken } from '#app/domain/report/warnings.ts'
import * as paths from '#app/paths.ts'
import { RuleNumber } from './warnings.tsx'

/** What to look at again in a section: figures that cannot be right together, and what needs a line. */
export function SectionFindings({
  number,
  of,
  findings: { errors, warnings },
}: {
  number: string
  /** The section, where it is not the one of the page. */
  of?: string | undefined
  findings: ReturnType<typeof openFindings>
}) {
  const where = of ? ` in ${of}` : ''
  return (
    <>
      {errors.length > 0 && (
        <Alert tone="error" title={`These figures${where} cannot be right together`}>
          <ul>
            {errors.map(({ code, key, message }) => (
              <li key={key}>
                {spoken(message)} <RuleNumber code={code} />
              </li>
            ))}
          </ul>
        </Alert>
      )}
      {warnings.length > 0 && (
        <Alert tone="warning" title={`Something stands out${where}`}>
          <p>
            If it is right,{' '}
            <a href={`${paths.reportCheck(number)}#warnings`}>say why in one line</a> before you
            hand over.
          </p>
          <ul>
            {warnings.map(({ code, key, message }) => (
              <li key={key}>
                {spoken(message)} <RuleNumber code={code} />
              </li>
            ))}
          </ul>
        </Alert>
      )}
    </>
  )
}
