import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { ModificationFrame, ModificationTag } from '#app/components/modification/frame.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Section } from '#app/components/page.tsx'
import { NotInSources, Sourced } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { may } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatShortDate } from '#app/domain/calendar.ts'
import { dayIn } from '#app/domain/clock.ts'
import {
  type Terms,
  changeInWords,
  foldTerms,
  modificationLabels,
} from '#app/domain/modification.ts'
import { formatMoney } from '#app/domain/money.ts'
import { kindsToBegin } from '#app/modification.server.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import {
  type Modification,
  type ModifiedAward,
  findModifiedAward,
  listModifications,
} from '#db/awards/modifications.ts'

export const handle = {
  title: ({ award }: { award: ModifiedAward }) => `Modifications – ${awardName(award)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'modification.read')
  const award = found(await findModifiedAward(actor, params['number'] ?? ''))
  return {
    award,
    modifications: await listModifications(actor, award.id),
    mayBegin: kindsToBegin(actor, award).length > 0,
    drafts: may(actor.role, 'modification.draft') && !may(actor.role, 'modification.ask'),
    proposes: may(actor.role, 'modification.recommend'),
  }
}

export default function Modifications() {
  const { award, modifications, mayBegin, drafts, proposes } = useLoaderData<typeof loader>()
  const begin = drafts
    ? 'Draft a modification'
    : proposes
      ? 'Propose a change of funds'
      : 'Ask for a modification'
  return (
    <ModificationFrame
      award={award}
      isTop
      title="Modifications"
      lead="What the award was made with, and every change of its terms since: asked, recommended, decided."
      actions={
        mayBegin && <ButtonLink href={paths.newModification(award.number)}>{begin}</ButtonLink>
      }
    >
      <TermsToday award={award} />
      <Section id="list" title="All modifications">
        {modifications.length === 0 ? (
          <EmptyState title="The award is as it was made">
            No modification was asked for. Changes of scope, key people, budget, time and money are
            kept here with who asked, who recommended and who decided.
          </EmptyState>
        ) : (
          <ListOf award={award} modifications={modifications} />
        )}
      </Section>
    </ModificationFrame>
  )
}

function TermsToday({ award }: { award: ModifiedAward }) {
  const { amount, awardedAmount, periodEnd, awardedPeriodEnd } = award
  return (
    <KeyFigures
      figures={[
        {
          label: 'Amount today',
          value: <Sourced>{amount && formatMoney(amount)}</Sourced>,
          note:
            awardedAmount && amount !== awardedAmount && `${formatMoney(awardedAmount)} as awarded`,
        },
        {
          label: 'Period ends',
          value: <Sourced>{periodEnd && formatShortDate(periodEnd)}</Sourced>,
          note:
            awardedPeriodEnd &&
            periodEnd !== awardedPeriodEnd &&
            `${formatShortDate(awardedPeriodEnd)} as awarded`,
        },
      ]}
    />
  )
}

function ListOf(props: { award: ModifiedAward; modifications: Modification[] }) {
  const { award, modifications } = props
  const after = termsAfter(award, modifications)
  return (
    <DataTable id="modifications" caption="Modifications, the latest first" captionHidden>
      <thead>
        <tr>
          <HeaderCell numeric>No.</HeaderCell>
          <HeaderCell>What changes</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <HeaderCell>Asked</HeaderCell>
          <HeaderCell>In effect</HeaderCell>
          <HeaderCell numeric>Amount after</HeaderCell>
          <HeaderCell>Period ends after</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {modifications.map((one) => {
          const terms = after.get(one.no)
          return (
            <tr key={one.no}>
              <td className="number">{one.no}</td>
              <th scope="row">
                <a href={paths.modification(award.number, one.no)}>
                  {modificationLabels[one.kind]}
                </a>
                <span className="sub">{changeInWords(one)}</span>
              </th>
              <td>
                <ModificationTag state={one.state} />
              </td>
              <td className="nowrap">{one.askedAt && formatShortDate(dayIn(one.askedAt))}</td>
              <td className="nowrap">{one.effectiveOn && formatShortDate(one.effectiveOn)}</td>
              <td className="number">
                {terms && (terms.amount ? formatMoney(terms.amount) : <NotInSources />)}
              </td>
              <td className="nowrap">
                {terms && (terms.periodEnd ? formatShortDate(terms.periodEnd) : <NotInSources />)}
              </td>
            </tr>
          )
        })}
        <tr>
          <td className="number">0</td>
          <th scope="row">As awarded</th>
          <td />
          <td />
          <td className="nowrap">{award.periodStart && formatShortDate(award.periodStart)}</td>
          <td className="number">
            <Sourced>{award.awardedAmount && formatMoney(award.awardedAmount)}</Sourced>
          </td>
          <td className="nowrap">
            <Sourced>{award.awardedPeriodEnd && formatShortDate(award.awardedPeriodEnd)}</Sourced>
          </td>
        </tr>
      </tbody>
    </DataTable>
  )
}

/** The terms after each approved modification, by its number, in the order in which they were approved. */
function termsAfter(award: ModifiedAward, modifications: Modification[]): Map<number, Terms> {
  const approved = modifications
    .filter(({ state }) => state === 'approved')
    .sort((one, other) => (one.decidedAt?.getTime() ?? 0) - (other.decidedAt?.getTime() ?? 0))
  const awarded = { amount: award.awardedAmount, periodEnd: award.awardedPeriodEnd }
  const terms = foldTerms(awarded, approved)
  return new Map(approved.map(({ no }, at) => [no, terms[at] ?? awarded]))
}
