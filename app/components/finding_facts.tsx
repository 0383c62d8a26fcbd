import { errorOf, formatLevel, isMoney } from '#app/domain/evidence/finding.ts'
import {
  errorOriginLabels,
  findingKindLabels,
  followUpWindowLabels,
} from '#app/domain/evidence/library.ts'
import { studyKey } from '#app/domain/evidence/measured.ts'
import { capital } from '#app/domain/words.ts'
import * as paths from '#app/paths.ts'
import type { Finding } from '#db/evidence/findings.ts'
import { PValue } from './finding_cells.tsx'
import { NotInSources, SourceLink, Sourced } from './sources.tsx'

/** '345 in the program, 344 in the control group'; null where the source gives no arms. */
export function armWords({ sampleTreatment, sampleControl }: Finding): string | null {
  if (sampleTreatment === null || sampleControl === null) return null
  return `${sampleTreatment} in the program, ${sampleControl} in the control group`
}

/** What the figure is, in the words and the units of its source. */
export function figureFacts(finding: Finding) {
  const error = errorOf(finding)
  const level = (value: string | null) =>
    value === null ? <NotInSources /> : formatLevel(value, finding.scale)
  const isMean = finding.kind === 'before_after'
  return [
    { label: 'Outcome', value: `${capital(finding.outcomeDomain)}: ${finding.outcomeMeasure}` },
    { label: 'Kind of figure', value: findingKindLabels[finding.kind] },
    {
      label: 'Standard error',
      value: error ? (
        <>
          {formatLevel(error.value.toFixed(2), finding.scale)}, {errorOriginLabels[error.origin]}
        </>
      ) : (
        <NotInSources />
      ),
    },
    { label: 'p value', value: <PValue finding={finding} /> },
    { label: isMean ? 'Mean before' : 'Control mean', value: level(finding.controlMean) },
    { label: isMean ? 'Mean after' : 'Treatment mean', value: level(finding.treatmentMean) },
    {
      label: 'Follow-up',
      value: finding.followUpWindow
        ? `${finding.followUp} (${followUpWindowLabels[finding.followUpWindow].toLowerCase()})`
        : finding.followUp,
    },
    { label: 'Unit in the source', value: finding.unit },
    {
      label: 'Price year',
      value: isMoney(finding.scale) ? (
        <Sourced>{finding.priceYear === null ? null : String(finding.priceYear)}</Sourced>
      ) : (
        'does not apply'
      ),
    },
  ]
}

/** Which study says so, and where it was read. */
export function studyFacts(finding: Finding) {
  const address = sourceOf(finding)
  return [
    {
      label: 'Study',
      value: <a href={paths.evidenceStudy(studyKey(finding.study))}>{finding.study}</a>,
    },
    { label: 'Design', value: finding.design },
    {
      label: 'Model',
      value: <a href={paths.model(finding.model)}>{finding.modelName}</a>,
    },
    { label: 'Site', value: finding.site },
    {
      label: 'Sectors',
      value: <Sourced>{finding.sectors.length > 0 ? finding.sectors.join(', ') : null}</Sourced>,
    },
    {
      label: 'Population',
      value: (
        <Sourced>{finding.population && capital(finding.population.replaceAll('_', ' '))}</Sourced>
      ),
    },
    {
      label: 'Source',
      value: address ? <SourceLink url={address} /> : (finding.sourceDetail ?? <NotInSources />),
    },
    { label: 'Table or page', value: <Sourced>{finding.sourceDetail}</Sourced> },
    ...(finding.canonicalUrl && finding.sourceUrl && finding.canonicalUrl !== finding.sourceUrl
      ? [
          {
            label: 'Copy that was read',
            value: <SourceLink url={finding.sourceUrl} />,
          },
        ]
      : []),
    ...(finding.notes ? [{ label: 'Note', value: finding.notes }] : []),
  ]
}

/** Where the figure is published; the copy that was read where there is no other. */
export function sourceOf({ canonicalUrl, sourceUrl }: Finding): string | null {
  return canonicalUrl ?? sourceUrl
}
