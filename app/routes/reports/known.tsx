import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { ReportPage, reportTitle } from '#app/components/report/head.tsx'
import { editableSections, mayEditSection } from '#app/domain/report/fold.ts'
import { type Offer, comparabilityLabels, takeField } from '#app/domain/report/crosswalk.ts'
import { formatFigure } from '#app/domain/report/display.ts'
import { sectionsToFill } from '#app/domain/report/template.ts'
import { takeForm } from '#app/domain/report/crosswalk_forms.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findDraft } from '#db/reports/draft.ts'
import { listOffers, takeOver } from '#db/reports/known.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = {
  title: ({ section, draft }: Loaded) =>
    `Figures you already gave: ${section.title} – ${reportTitle(draft.report)}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const section = found(
    sectionsToFill(draft.filing.items).find(({ order }) => String(order) === params['order']),
  )
  const { state } = draft.report
  const isOpen =
    (state.author === 'not_started' && state.endedAs === null) ||
    (editableSections(state).length > 0 && mayEditSection(state, section.order))
  return {
    draft,
    section,
    offers: isOpen ? await listOffers(actor, draft.report.number, section.items) : [],
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'report.write')
  const { draft, section } = await loaded(request, params)
  const { number } = draft.report
  const codes = section.items.map(({ itemCode }) => ({ itemCode, key: '' }))
  const form = await readForm(request, takeForm(codes))
  if (!form.ok) return refused(form)
  const done = await attempt(form, () =>
    takeOver(actor, form.key, number, section.order, form.data),
  )
  if (!done.ok) return done.reply
  throw redirect(paths.reportSection(found(done.result).number, section.order))
}

async function loaded(request: Request, params: ActionFunctionArgs['params']) {
  const actor = await requireActor(request, 'report.write')
  const draft = found(await findDraft(actor, params['number'] ?? ''))
  const sections = sectionsToFill(draft.filing.items)
  return { draft, section: found(sections.find(({ order }) => String(order) === params['order'])) }
}

export default function Known() {
  const { draft, section, offers } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { report, filing, seen } = draft
  const back = paths.reportSection(report.number, section.order)
  const asked = section.items.filter(({ itemCode }) =>
    offers.some((offer) => offer.itemCode === itemCode),
  )
  const keys = section.items.map(({ itemCode }) => ({ itemCode, key: '' }))
  return (
    <ReportPage
      report={report}
      title="Figures you already gave"
      lead={`${section.title}: what your organization reported for the same period in another award’s report, where the two measures are the same or close.`}
    >
      {asked.length === 0 ? (
        <EmptyState
          title="Nothing to take over here"
          action={<a href={back}>Back to {section.title}</a>}
        >
          No other report of yours for this period was submitted with a figure that is the same as,
          or close to, one of this section. <CrosswalkLink />
        </EmptyState>
      ) : (
        <SchemaForm
          schema={async () =>
            (await import('#app/domain/report/crosswalk_forms.ts')).takeForm(keys)
          }
          reply={reply}
          values={Object.fromEntries(
            asked.map(({ itemCode }) => [
              takeField(itemCode),
              filing.answers[itemCode] ? '' : preferred(offers, itemCode),
            ]),
          )}
        >
          {(field) => (
            <>
              <input type="hidden" name="seen" value={seen} />
              <p>
                Take a figure over only if it is true of this award as well. Where it comes from
                stays with it: your reviewer sees it. <CrosswalkLink />
              </p>
              {asked.map((item) => {
                const show = (value: string) =>
                  formatFigure(item, filing.items, { [item.itemCode]: value }) ?? value
                const stands = filing.answers[item.itemCode]
                return (
                  <Radios
                    key={item.itemCode}
                    {...field(takeField(item.itemCode))}
                    legend={item.label}
                    choices={[
                      {
                        value: '',
                        label: stands ? `Keep ${show(stands)}` : 'Leave it without an answer',
                      },
                      ...offers
                        .filter(({ itemCode }) => itemCode === item.itemCode)
                        .map((offer) => ({
                          value: offer.key,
                          label: `Take over ${show(offer.value)}`,
                          hint: <From offer={offer} />,
                        })),
                    ]}
                  />
                )
              })}
              <SubmitRow label="Take over what is chosen" instead="Cancel" href={back} />
            </>
          )}
        </SchemaForm>
      )}
    </ReportPage>
  )
}

function From({ offer }: { offer: Offer }) {
  const { from, codeLabel, comparability, reason } = offer
  return (
    <>
      “{codeLabel}” in version {from.versionNo} of your {from.label} report of {from.awardName}.{' '}
      {comparabilityLabels[comparability]}: {reason}.
    </>
  )
}

function CrosswalkLink() {
  return <a href={paths.indicators()}>How indicators compare across streams</a>
}

/** What is chosen at first where nothing stands: the same measure, and no close one by itself. */
function preferred(offers: readonly Offer[], itemCode: string): string {
  const same = offers.find((one) => one.itemCode === itemCode && one.comparability === 'same')
  return same?.key ?? ''
}
