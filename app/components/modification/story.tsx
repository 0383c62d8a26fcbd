import { History, type HistoryEntry } from '#app/components/history.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { formatDate, formatDateTime } from '#app/domain/calendar.ts'
import { type Terms, budgetLabels, signed } from '#app/domain/modification.ts'
import { addMoney, formatMoney } from '#app/domain/money.ts'
import type { Modification, listModificationComments } from '#db/awards/modifications.ts'

type Comments = Awaited<ReturnType<typeof listModificationComments>>

/** Old and new of everything that a modification changes. */
export function WhatChanges({ modification, terms }: { modification: Modification; terms: Terms }) {
  const { kind, amountChange, newPeriodEnd, position, oldWords, newWords, lines } = modification
  const isApproved = modification.state === 'approved'
  switch (kind) {
    case 'scope':
      return <p className="prose">{newWords}</p>
    case 'key_person':
      return (
        <KeyValues
          facts={[
            { label: 'Position', value: position },
            { label: 'Until now', value: oldWords },
            { label: 'From then on', value: newWords },
          ]}
        />
      )
    case 'budget':
      return (
        <DataTable id="lines" caption="What moves between categories" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Category</HeaderCell>
              <HeaderCell numeric>Change</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ category, change }) => (
              <tr key={category}>
                <th scope="row">{budgetLabels[category]}</th>
                <td className="number">{signed(change)}</td>
              </tr>
            ))}
          </tbody>
        </DataTable>
      )
    case 'no_cost_extension':
      return (
        <KeyValues
          facts={[
            {
              label: isApproved ? 'Period ended before' : 'Period ends now',
              value: terms.periodEnd ? formatDate(terms.periodEnd) : <NotInSources />,
            },
            {
              label: isApproved ? 'Ends with it' : 'Would end',
              value: newPeriodEnd && formatDate(newPeriodEnd),
            },
          ]}
        />
      )
    case 'supplement':
    case 'deobligation':
      return (
        <KeyValues
          facts={[
            { label: 'Change', value: amountChange && signed(amountChange) },
            {
              label: 'Amount of the award',
              value:
                terms.amount === null || !amountChange ? (
                  <NotInSources />
                ) : (
                  `${formatMoney(terms.amount)} → ${formatMoney(addMoney(terms.amount, amountChange))}`
                ),
            },
          ]}
        />
      )
  }
}

/** Who drafted, asked, recommended, commented and decided, newest first. */
export function ModificationStory(props: { modification: Modification; comments: Comments }) {
  return <History entries={stepsOf(props.modification, props.comments)} />
}

function stepsOf(modification: Modification, comments: Comments): HistoryEntry[] {
  const { state, askedBy, draftedBy, recommendedBy, effectiveOn } = modification
  const isProposal = askedBy !== null && askedBy === recommendedBy
  const steps: (Omit<HistoryEntry, 'when'> & { at: Date | null })[] = [
    {
      id: 'drafted',
      what: 'Drafted it',
      who: modification.drafterName,
      at: askedBy === draftedBy ? null : modification.draftedAt,
    },
    {
      id: 'asked',
      what: isProposal ? 'Proposed it' : 'Asked for it',
      who: modification.askerName ?? '',
      at: modification.askedAt,
    },
    {
      id: 'recommended',
      what: `Recommended ${modification.recommendation === 'for' ? 'to approve it' : 'to refuse it'}`,
      who: modification.recommenderName ?? '',
      at: isProposal ? null : modification.recommendedAt,
      why: modification.recommendationWords,
    },
    ...comments.map(({ id, words, name, role, writtenAt }) => ({
      id: `comment-${id}`,
      what: 'Commented',
      who: `${name}, ${roleLabels[role].toLowerCase()}`,
      at: writtenAt,
      why: words,
    })),
    {
      id: 'decided',
      what: outcomes[state](effectiveOn),
      who: modification.deciderName ?? '',
      at: modification.decidedAt,
      why: modification.decisionWords,
    },
  ]
  return steps
    .flatMap(({ at, ...step }) =>
      at ? [{ ...step, at, when: { text: formatDateTime(at), iso: at.toISOString() } }] : [],
    )
    .sort((one, other) => other.at.getTime() - one.at.getTime())
}

const outcomes: Record<Modification['state'], (effectiveOn: string | null) => string> = {
  draft: () => '',
  asked: () => '',
  recommended: () => '',
  approved: (on) => `Approved it${on ? `, in effect from ${formatDate(on)}` : ''}`,
  refused: () => 'Refused it: the award stays as it is',
  withdrawn: () => 'Withdrew it',
}
