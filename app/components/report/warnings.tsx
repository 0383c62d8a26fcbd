/** What the rules asked about, each with the line that explains it. */
export function WarningLines({
  warnings,
}: {
  warnings: readonly { code: string; message: string; explanation: string | null }[]
}) {
  return (
    <ul className="warning-lines">
      {warnings.map(({ code, message, explanation }) => (
        <li key={`${code} ${message}`}>
          {message} <RuleNumber code={code} />
          <span className="sub">
            {explanation ? `Explained: ${explanation}` : 'Nobody explained this.'}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function RuleNumber({ code }: { code: string }) {
  return <span className="usa-hint">Rule {code}</span>
}
