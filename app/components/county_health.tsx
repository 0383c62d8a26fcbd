import * as paths from '#app/paths.ts'
import { KeyValues } from './figures.tsx'
import { NotInSources } from './sources.tsx'

const parts = [
  { label: 'Expected outcomes, rated', code: 'C22' },
  { label: 'Potential outcomes, not rated', code: 'C23' },
  { label: 'Disparities', code: 'C24' },
  { label: 'Implementation examples', code: 'C38' },
]

/** What the rankings' page says of the strategy beside its class, claim by claim. */
export function CountyHealthFacts({ said }: { said: readonly { code: string; claim: string }[] }) {
  return (
    <KeyValues
      facts={parts.map(({ label, code }) => {
        const claim = said.find((one) => one.code === code)
        return {
          label,
          value: claim ? (
            <>
              {claim.claim} <a href={paths.claim(code)}>{code}</a>
            </>
          ) : (
            <NotInSources />
          ),
        }
      })}
    />
  )
}
