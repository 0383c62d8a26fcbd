import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { AwardFrame } from '#app/components/award_life.tsx'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyFigures } from '#app/components/figures.tsx'
import { Alert, NextStep } from '#app/components/notices.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import { StatusTag } from '#app/components/tags.tsx'
import { may } from '#app/domain/access.ts'
import { awardName, awardStatusLabels } from '#app/domain/award.ts'
import { yearAfter } from '#app/domain/award_life.ts'
import { daysUntil, formatDateTime, formatShortDate } from '#app/domain/calendar.ts'
import { today } from '#app/domain/clock.ts'
import {
  checklistRefusal,
  closeoutDueOn,
  closeoutItemCodes,
  closeoutItems,
  closeoutOutcomeLabels,
  reportsInWords,
} from '#app/domain/closeout.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { type Closeout, findCloseout } from '#db/awards/closeout.ts'

export const handle = {
  title: ({ award }: { award: Closeout }) => `Closeout – ${awardName(award)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'closeout.read')
  const award = found(await findCloseout(actor, params['number'] ?? ''))
  const day = today()
  const settles =
    may(actor.role, 'closeout.settle') && (award.isOwnCase || may(actor.role, 'closeout.waive'))
  return {
    award,
    day,
    shut: checklistRefusal(award, day),
    settles,
    moves: may(actor.role, 'award.move'),
    isOwn: actor.organizationKind === 'grantee',
    done: new URL(request.url).searchParams.get('done'),
  }
}

export default function CloseoutPage() {
  const { award, day, shut, settles, moves, isOwn, done } = useLoaderData<typeof loader>()
  const open = closeoutItemCodes.length - award.settled.length
  const { lastDay } = award
  return (
    <AwardFrame
      award={award}
      title="Closeout"
      lead="What the end of the award asks for, by whom and by when; deadlines count from the last day of the work."
      actions={
        moves &&
        award.status !== 'closed' && (
          <ButtonLink look="outline" href={paths.awardStatus(award.number)}>
            Status of this award
          </ButtonLink>
        )
      }
    >
      {done && (
        <Alert tone="success" title="The item is settled">
          {open === 0
            ? 'It was the last one: the grants officers are told that the award can be closed.'
            : `${open} of ${closeoutItemCodes.length} are still open.`}
        </Alert>
      )}
      {shut && award.status !== 'closed' && (
        <Alert tone="info" title="The checklist is not open yet">
          {shut}
        </Alert>
      )}
      <KeyFigures
        figures={[
          { label: 'Status', value: awardStatusLabels[award.status] },
          {
            label: award.endedOn ? 'Last day of the work' : 'Period ends',
            value: lastDay ? formatShortDate(lastDay) : 'not in the sources',
          },
          {
            label: 'Settled',
            value: `${award.settled.length} of ${closeoutItemCodes.length}`,
          },
          {
            label: 'Closed in any case by',
            value: lastDay ? formatShortDate(yearAfter(lastDay)) : '–',
            note: 'a year after the end, 2 CFR 200.344',
          },
        ]}
      />
      <Checklist award={award} day={day} settles={settles && shut === null} />
      <NextStep>
        <p>{nextWords({ award, open, isOwn, shut })}</p>
      </NextStep>
    </AwardFrame>
  )
}

function nextWords(at: {
  award: Closeout
  open: number
  isOwn: boolean
  shut: string | null
}): string {
  if (at.award.status === 'closed') return 'The award is closed. Nothing of it changes any more.'
  if (at.shut) return at.shut
  if (at.isOwn) {
    return 'Send what an item asks for to your program officer, who settles it here with where the evidence lies.'
  }
  if (at.open > 0)
    return 'Settle each item with where its evidence lies. What cannot be had, a grants officer waives with a reason.'
  return at.award.status === 'closeout'
    ? 'Every item is settled. A grants officer closes the award.'
    : 'Every item is settled. A grants officer begins the closeout and closes the award.'
}

function distanceTo(dueOn: string, day: string): string {
  const days = daysUntil(dueOn, day)
  if (days === 0) return 'today'
  const size = Math.abs(days) === 1 ? '1 day' : `${Math.abs(days)} days`
  return days < 0 ? `${size} late` : `in ${size}`
}

function Checklist(props: { award: Closeout; day: string; settles: boolean }) {
  const { award, day, settles } = props
  return (
    <DataTable id="checklist" caption="Closeout checklist" captionHidden>
      <thead>
        <tr>
          <HeaderCell>Item</HeaderCell>
          <HeaderCell>Owed by</HeaderCell>
          <HeaderCell>Due</HeaderCell>
          <HeaderCell>State</HeaderCell>
          <HeaderCell>Evidence or reason</HeaderCell>
        </tr>
      </thead>
      <tbody>
        {closeoutItemCodes.map((code) => {
          const item = closeoutItems[code]
          const settled = award.settled.find((one) => one.item === code)
          const dueOn = closeoutDueOn(code, award.lastDay)
          const isLate = !settled && dueOn !== null && daysUntil(dueOn, day) < 0
          const reports =
            code === 'performance_report'
              ? award.performance
              : code === 'financial_report'
                ? award.financial
                : null
          return (
            <tr key={code}>
              <th scope="row">
                {settles ? (
                  <a href={paths.closeoutItem(award.number, code)}>{item.label}</a>
                ) : (
                  item.label
                )}
                <span className="sub">{item.source}</span>
              </th>
              <td>{item.side === 'agency' ? 'Agency' : 'Grantee'}</td>
              <td className="nowrap">
                {dueOn ? formatShortDate(dueOn) : 'when final'}
                {!settled && dueOn && <span className="sub">{distanceTo(dueOn, day)}</span>}
              </td>
              <td>
                <StatusTag tone={settled ? 'good' : isLate ? 'bad' : 'plain'}>
                  {settled ? closeoutOutcomeLabels[settled.outcome] : isLate ? 'Overdue' : 'Open'}
                </StatusTag>
              </td>
              <td>
                {settled && (
                  <>
                    {settled.words}
                    <span className="sub">
                      {settled.settledBy}, {formatDateTime(settled.settledAt)}
                    </span>
                  </>
                )}
                {reports && <span className="sub">{reportsInWords(reports)}</span>}
              </td>
            </tr>
          )
        })}
      </tbody>
    </DataTable>
  )
}
