import { awardName } from '#app/domain/award.ts'
import { formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import type { CoverageCell } from '#app/domain/coverage.ts'
import {
  type Priority,
  type SolicitationFilters,
  priorityLabels,
  studyPartLabels,
} from '#app/domain/evidence/solicitation.ts'
import { formatMoney } from '#app/domain/money.ts'
import { type Stage, stageLabels } from '#app/domain/study/stages.ts'
import type { SiteVerdict } from '#app/domain/study/evaluability.ts'
import * as paths from '#app/paths.ts'
import type { Hole as ListedHole } from '#db/evidence/agenda.ts'
import { VerdictTag } from './evaluability.tsx'
import { KeyValues } from './figures.tsx'
import { Section } from './page.tsx'
import { NotInSources } from './sources.tsx'

type RankedHole = ListedHole & { rank: number }

/** An award that could be a site, with where it stands and what is in its way. */
export interface Filler {
  number: string
  name: string | null
  leadOrganization: string
  verdict: SiteVerdict
  reasons: string[]
}

/** One gap of the learning agenda: why it is one, what may close it, who could take part, and what is there. */
export function Hole(props: {
  hole: RankedHole & { money: CoverageCell }
  filters: SolicitationFilters
  namesAwards: boolean
  sets: boolean
}) {
  const { hole, filters, namesAwards, sets } = props
  const { question, cell } = hole
  return (
    <Section
      id={`hole-${hole.rank}`}
      title={`${hole.rank}. ${question.question}`}
      aside={cell.sectorName ?? 'all sectors together'}
    >
      <KeyValues
        facts={[
          {
            label: 'Why it is open',
            value: (
              <>
                {cell.why}
                {cell.studies && <span className="sub">{cell.studies}</span>}
              </>
            ),
          },
          { label: 'Priority', value: <Weight hole={hole} sets={sets} /> },
          {
            label: 'May be closed by',
            value: (
              <>
                {question.allowedDesigns.map((stage) => stageLabels[stage as Stage]).join(', ')}
                {question.designNote && <span className="sub">{question.designNote}</span>}
              </>
            ),
          },
          { label: 'Studies on the way', value: <Planned hole={hole} sets={sets} /> },
          {
            label: 'Awards and money there',
            value: (
              <>
                <MoneyThere money={hole.money} />{' '}
                <a href={`#there-${hole.cell.sector ?? filters.sector ?? 'all'}`}>
                  {namesAwards ? 'Awards that could fill it' : 'By sector'}
                  <span className="visually-hidden">, gap {hole.rank}</span>
                </a>
              </>
            ),
          },
        ]}
      />
    </Section>
  )
}

function Weight({ hole: { said, question }, sets }: { hole: RankedHole; sets: boolean }) {
  return (
    <>
      {said
        ? `${priorityLabels[said.priority as Priority]}, by ${said.setBy}, ${formatDateTime(said.setAt)}: ${said.reason}`
        : '1, the default: nobody has set one'}
      {sets && (
        <span className="sub">
          <a href={paths.questionPriority(question.code)}>
            Set the priority<span className="visually-hidden"> of {question.code}</span>
          </a>
        </span>
      )}
    </>
  )
}

function Planned({ hole: { studies, question }, sets }: { hole: RankedHole; sets: boolean }) {
  return (
    <>
      {studies.length === 0 && 'none that is recorded'}
      {studies.length > 0 && (
        <ul className="plain-list">
          {studies.map((study, place) => (
            <li key={study.slug ?? place}>
              {study.slug ? <a href={paths.study(study.slug)}>{study.title}</a> : 'A study'}:{' '}
              {studyPartLabels[study.part].toLowerCase()};{' '}
              {study.reportsOn
                ? `first report forecast for ${formatShortDate(study.reportsOn)}`
                : 'no report that could close it is planned'}
            </li>
          ))}
        </ul>
      )}
      {sets && (
        <span className="sub">
          <a href={paths.questionStudies(question.code)}>
            Name a study<span className="visually-hidden"> for {question.code}</span>
          </a>
        </span>
      )}
    </>
  )
}

/** What is there in one sector, or in all of them: the money, and the awards that could be sites. */
export function There(props: {
  sector: { code: string; name: string } | null
  money: CoverageCell
  /** Null: for whoever reads no single award. */
  awards: Filler[] | null
  board: string
}) {
  const { sector, money, awards, board } = props
  const name = sector?.name ?? 'All sectors together'
  return (
    <div id={`there-${sector?.code ?? 'all'}`}>
      <h3>{name}</h3>
      <p>
        <MoneyThere money={money} />
      </p>
      {awards?.length === 0 && <p>No award under way or about to begin is in it.</p>}
      {awards && awards.length > 0 && (
        <>
          <ul className="plain-list">
            {awards.map((award) => (
              <li key={award.number}>
                <a href={paths.award(award.number)}>{award.number}</a> {awardName(award)}{' '}
                <VerdictTag verdict={award.verdict} />
                {award.reasons.length > 0 && (
                  <span className="sub">{award.reasons.slice(0, 3).join('; ')}</span>
                )}
              </li>
            ))}
          </ul>
          <p>
            <a href={board}>
              All on the board<span className="visually-hidden">, {name}</span>
            </a>
          </p>
        </>
      )}
    </div>
  )
}

function MoneyThere({ money }: { money: CoverageCell }) {
  if (money.awards === 0) return <>no award</>
  const awards = `${formatCount(money.awards)} ${money.awards === 1 ? 'award' : 'awards'}`
  return (
    <>
      {money.amount === null ? <NotInSources /> : formatMoney(money.amount)}, {awards}
      {money.withAmount < money.awards && (
        <span className="sub">
          the amount of {formatCount(money.awards - money.withAmount)} is not in the sources
        </span>
      )}
    </>
  )
}
