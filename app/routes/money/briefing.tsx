import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { briefingFor } from '#app/briefing.server.ts'
import {
  BriefedAwards,
  BriefedDecisions,
  BriefedEvidence,
  BriefedIndicators,
  BriefedMoney,
  BriefedOverlaps,
  BriefedRisk,
  BriefedStudies,
  Sheet,
} from '#app/components/briefing_sheets.tsx'
import { FilterPanel, FilterSelect } from '#app/components/filters.tsx'
import { MoneyParts } from '#app/components/money_parts.tsx'
import { Page } from '#app/components/page.tsx'
import { may } from '#app/domain/access.ts'
import { formatDate } from '#app/domain/calendar.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { listFundChoices } from '#db/funds.ts'

export const handle = { title: 'Briefing' }

export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'portfolio.read')
  const [briefing, choices] = await Promise.all([briefingFor(actor, request), listFundChoices()])
  // What a form sends is long; the address that people keep and share is short.
  if (new URL(request.url).searchParams.has('apply')) throw redirect(paths.briefing(briefing.where))
  return {
    briefing,
    choices,
    seesAwards: may(actor.role, 'award.read'),
    readsDecisions: may(actor.role, 'decision.read'),
  }
}

type Loaded = ReturnType<typeof useLoaderData<typeof loader>>

export default function BriefingPage() {
  const { briefing, choices, seesAwards, readsDecisions } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Briefing"
      lead={`As of ${formatDate(briefing.day)}. ${aboutWords({ briefing, choices })} Printed, it is two sheets of letter paper.`}
    >
      <div className="screen-only">
        <MoneyParts current={paths.briefing()} readsDecisions={readsDecisions} />
        <Filters briefing={briefing} choices={choices} />
      </div>
      <Sheet label="Sheet 1: money, awards and what they reached">
        <BriefedMoney briefing={briefing} />
        <div className="sheet__pair">
          <BriefedAwards briefing={briefing} seesAwards={seesAwards} />
          <BriefedRisk briefing={briefing} />
        </div>
        <BriefedIndicators briefing={briefing} />
      </Sheet>
      <Sheet label="Sheet 2: evidence, studies and decisions">
        <BriefedEvidence briefing={briefing} />
        <div className="sheet__pair">
          <BriefedStudies briefing={briefing} />
          <BriefedOverlaps briefing={briefing} />
        </div>
        <BriefedDecisions briefing={briefing} />
      </Sheet>
    </Page>
  )
}

/** Which awards it is about, in a sentence. Studies, overlap and decisions are those of the whole portfolio. */
function aboutWords({ briefing, choices }: Pick<Loaded, 'briefing' | 'choices'>): string {
  const { stream, sector, state } = briefing.where
  const nameOf = (named: { code: string; name: string }[], code: string | null) =>
    code === null ? [] : [named.find((one) => one.code === code)?.name ?? code]
  const words = [
    ...nameOf(choices.streams, stream),
    ...nameOf(choices.sectors, sector),
    ...nameOf(choices.states, state),
  ]
  if (words.length === 0) return 'The whole portfolio.'
  return `Awards of ${words.join(', ')}; studies, overlap and decisions of the whole portfolio.`
}

function Filters({ briefing, choices }: Pick<Loaded, 'briefing' | 'choices'>) {
  const { where } = briefing
  return (
    <FilterPanel
      action={paths.briefing()}
      label="Choose awards"
      hidden={{ apply: '1' }}
      active={Object.values(where).filter(Boolean).length}
    >
      <FilterSelect
        name="stream"
        label="Stream"
        all="All streams"
        choices={choices.streams}
        chosen={where.stream}
      />
      <FilterSelect
        name="sector"
        label="Sector"
        all="All sectors"
        choices={choices.sectors}
        chosen={where.sector}
      />
      <FilterSelect
        name="state"
        label="State"
        all="All states"
        choices={choices.states}
        chosen={where.state}
      />
    </FilterPanel>
  )
}
