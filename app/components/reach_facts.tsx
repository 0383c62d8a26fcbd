import { KeyValues } from './figures.tsx'
import {
  type Population,
  type Service,
  populationLabels,
  serviceLabels,
} from '#app/domain/overlap/reach.ts'

/** What was said of an award's reach; what nobody said is no "none". */
export function ReachFacts(props: {
  reach: {
    nationwide: boolean | null
    statewide: readonly string[] | null
    counties: readonly string[] | null
    populations: readonly Population[] | null
    services: readonly Service[] | null
  }
  /** What the sources say of its places. */
  area: { states: readonly string[]; isStatewide: boolean | null; words: string | null }
}) {
  const { reach, area } = props
  const absent = <span className="absent">not recorded</span>
  const list = (words: readonly string[] | null | undefined) =>
    words && words.length > 0 ? words.join(', ') : absent
  return (
    <KeyValues
      facts={[
        { label: 'States', value: reach.nationwide ? 'Nationwide' : list(area.states) },
        {
          label: 'Covers whole',
          value: list(reach.statewide ?? (area.isStatewide ? area.states : [])),
        },
        { label: 'Counties', value: list(reach.counties) },
        { label: 'Area in words', value: area.words ?? absent },
        {
          label: 'Whom it serves',
          value: list(reach.populations?.map((one) => populationLabels[one])),
        },
        {
          label: 'What it does',
          value: list(reach.services?.map((one) => serviceLabels[one])),
        },
      ]}
    />
  )
}
