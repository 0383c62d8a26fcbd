import type { AccountTables } from './schema/accounts.ts'
import type { AgendaTables } from './schema/agenda.ts'
import type { DeliverableTables } from './schema/deliverables.ts'
import type { FidelityTables } from './schema/fidelity.ts'
import type { NoticeTables } from './schema/notices.ts'
import type { OutcomeTables } from './schema/outcomes.ts'
import type { OversightTables } from './schema/oversight.ts'
import type { OverlapTables } from './schema/overlap.ts'
import type { PartnerTables } from './schema/partners.ts'
import type { PortfolioTables } from './schema/portfolio.ts'
import type { PracticeTables } from './schema/practice.ts'
import type { ReferenceTables } from './schema/reference.ts'
import type { ReportTables } from './schema/reports.ts'
import type { StudyTables } from './schema/studies.ts'
import type { TotalsTables } from './schema/totals.ts'
import type { TrialTables } from './schema/trials.ts'

/** The data model: one interface a table, a room a file. The migrations hold the checks. */
export interface Database
  extends
    ReferenceTables,
    AccountTables,
    PortfolioTables,
    TotalsTables,
    OversightTables,
    OverlapTables,
    PartnerTables,
    FidelityTables,
    AgendaTables,
    OutcomeTables,
    ReportTables,
    StudyTables,
    TrialTables,
    DeliverableTables,
    PracticeTables,
    NoticeTables {}
