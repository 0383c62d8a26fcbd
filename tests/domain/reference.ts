import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'
import type { MilestoneTemplate } from '#app/domain/study/plan.ts'
import type { ReportRule } from '#app/domain/report/rules.ts'
import type { TemplateItem } from '#app/domain/report/template.ts'

/** The rows of a reference list as the file has them. */
export function listRows(file: string): Record<string, string>[] {
  const text = readFileSync(new URL(`../../db/reference/${file}`, import.meta.url), 'utf8')
  return parse(text, { columns: true })
}

/** The real items of a template, each with its indicator. */
export function listItems(template: string): TemplateItem[] {
  const indicators = new Map(listRows('indicators.csv').map((row) => [row.code, row]))
  return listRows('templates.csv')
    .filter((row) => row.template === template)
    .map((row) => {
      const indicator = indicators.get(row.item_code)
      return {
        sectionOrder: Number(row.section_order),
        section: row.section ?? '',
        itemOrder: Number(row.item_order),
        itemKind: row.item_kind as TemplateItem['itemKind'],
        itemCode: row.item_code ?? '',
        label: row.label ?? '',
        help: row.help || null,
        required: row.required === 'yes',
        appliesTo: row.applies_to ? row.applies_to.split(';') : null,
        valueType: (indicator?.value_type as TemplateItem['valueType']) ?? null,
        entry: (indicator?.entry as TemplateItem['entry']) ?? null,
        cumulation: (indicator?.cumulation as TemplateItem['cumulation']) ?? null,
        numerator: indicator?.numerator || null,
        numeratorCode: indicator?.numerator_code || null,
        denominatorCode: indicator?.denominator_code || null,
        nCode: indicator?.n_code || null,
      }
    })
}

/** The real milestone list of a study. */
export function listMilestones(): (MilestoneTemplate & { typicalOffsetDays: number })[] {
  return listRows('milestones.csv').map((row) => ({
    code: row.code ?? '',
    name: row.name ?? '',
    stage: row.stage as MilestoneTemplate['stage'],
    topic: (row.topic || null) as MilestoneTemplate['topic'],
    appliesTo: (row.applies_to ?? '').split(';'),
    role: row.role as MilestoneTemplate['role'],
    responsibleRole: row.responsible_role ?? '',
    typicalOffsetDays: Number(row.typical_offset_days),
    prerequisites: row.prerequisites ? row.prerequisites.split(';') : [],
    evidenceArtifact: row.evidence_artifact ?? '',
    offsetRule: row.offset_rule ?? '',
    typicalDurationDays: Number(row.typical_duration_days),
  }))
}

/** The real rules of a template. */
export function listRules(template: string): ReportRule[] {
  return listRows('rules.csv')
    .filter((row) => row.template === template)
    .map((row) => ({
      code: row.code ?? '',
      severity: row.severity as ReportRule['severity'],
      leftSide: row.left ?? '',
      op: row.op as ReportRule['op'],
      rightSide: row.right || null,
      message: row.message ?? '',
    }))
}
