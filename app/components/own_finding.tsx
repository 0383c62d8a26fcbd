import { formatNumber } from '#app/domain/share.ts'
import {
  formatImpact,
  formatLevel,
  intervalOf,
  isMoney,
  priceWords,
} from '#app/domain/evidence/finding.ts'
import {
  type ErrorOrigin,
  type Scale,
  errorOriginLabels,
  findingKindLabels,
  scaleLabels,
} from '#app/domain/evidence/library.ts'
import {
  type OwnFindingKind,
  type OwnFindingState,
  followUpWords,
  ownFindingLabels,
} from '#app/domain/evidence/own_finding.ts'
import { rounded } from './finding_cells.tsx'
import { KeyValues } from './figures.tsx'
import { StatusTag, type TagTone } from './tags.tsx'

const tones: Record<OwnFindingState, TagTone> = {
  draft: 'plain',
  submitted: 'action',
  returned: 'warn',
  approved: 'good',
}

export function FindingStateTag({ state }: { state: OwnFindingState }) {
  return <StatusTag tone={tones[state]}>{ownFindingLabels[state]}</StatusTag>
}

export interface ShownFinding {
  kind: OwnFindingKind
  outcomeDomain: string
  outcomeMeasure: string
  scale: Scale
  priceYear: number | null
  impact: string
  standardError: string | null
  errorOrigin: ErrorOrigin | null
  pValue: string | null
  exploratory: boolean
}

/** The estimate in the terms of its scale. */
export function sizeOf({ kind, impact, scale }: ShownFinding): string {
  return kind === 'level' ? formatLevel(impact, scale) : formatImpact(impact, scale)
}

/** Its 95 percent interval in words; null where nothing implies one. */
export function intervalWords(finding: ShownFinding): string | null {
  const interval = intervalOf({
    ...finding,
    pRelation: finding.pValue === null ? null : '=',
    notes: null,
  })
  return (
    interval &&
    `${rounded(interval.low, finding.scale)} to ${rounded(interval.high, finding.scale)}`
  )
}

export function FindingFacts({
  finding,
}: {
  finding: ShownFinding & {
    contrast: string
    controlMean: string | null
    programMean: string | null
    months: number
    sampleProgram: number
    sampleControl: number | null
    sourceDetail: string
    modelName: string | null
    draftedBy: string
  }
}) {
  const mean = (value: string | null) =>
    value === null ? 'not given' : formatLevel(value, finding.scale)
  return (
    <KeyValues
      facts={[
        { label: 'Kind of figure', value: findingKindLabels[finding.kind] },
        { label: 'Contrast', value: finding.contrast },
        { label: 'Model tested', value: finding.modelName ?? 'none of the library' },
        {
          label: 'Standard error',
          value:
            finding.standardError === null || finding.errorOrigin === null
              ? 'not given'
              : `${formatLevel(finding.standardError, finding.scale)}, ${errorOriginLabels[finding.errorOrigin]}`,
        },
        { label: 'p value', value: finding.pValue ?? 'not given' },
        { label: 'Mean of the program group', value: mean(finding.programMean) },
        { label: 'Mean of the control group', value: mean(finding.controlMean) },
        { label: 'Follow-up', value: followUpWords(finding.months) },
        {
          label: 'Counted in',
          value: [
            scaleLabels[finding.scale],
            priceWords(isMoney(finding.scale) ? 'real' : 'none', finding.priceYear),
          ]
            .filter(Boolean)
            .join('; '),
        },
        {
          label: 'People analyzed',
          value:
            finding.sampleControl === null
              ? formatNumber(String(finding.sampleProgram))
              : `${formatNumber(String(finding.sampleProgram))} in the program, ${formatNumber(String(finding.sampleControl))} in the control group`,
        },
        { label: 'Report and table', value: finding.sourceDetail },
        { label: 'Drafted by', value: finding.draftedBy },
      ]}
    />
  )
}
