import { sectionsInPlay } from '#app/domain/report/fold.ts'
import type { SheetSubject } from '#app/domain/report/sheet.ts'
import type { Draft } from '#db/reports/draft.ts'

/** What a sheet of figures is for, as a report's draft has it. */
export function sheetSubject({ report, filing, last }: Draft): SheetSubject {
  const { author } = report.state
  return {
    number: report.number,
    label: report.label,
    template: { code: report.templateCode, version: report.templateVersion },
    items: filing.items,
    answers: filing.answers,
    explanations: filing.explanations,
    targets: filing.award.targets,
    last,
    editable: author === 'awaiting_certification' ? [] : sectionsInPlay(report.state),
  }
}

/** Whether anything of a report may change now. */
export const isOpen = ({ editable }: SheetSubject) => editable === 'all' || editable.length > 0
