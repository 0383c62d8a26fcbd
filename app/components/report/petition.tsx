import { Form } from '@remix-run/react'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Radios } from '#app/components/choices.tsx'
import { DateField } from '#app/components/date-field.tsx'
import { TextArea } from '#app/components/fields.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Columns, Section } from '#app/components/page.tsx'
import { RecommendationForm } from '#app/components/recommendation.tsx'
import { formatDate } from '#app/domain/calendar.ts'
import { isDelinquent } from '#app/domain/report/due.ts'
import { type PetitionKind, closedRefusal, petitionLabels } from '#app/domain/report/petitions.ts'
import type { Reply } from '#app/form.server.ts'
import { SchemaForm, WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import type { petitionPage } from '#app/petition.server.ts'
import type { ListedPetition } from '#db/reports/expected.ts'
import { DueDates } from './due_dates.tsx'
import { ReportPage, ReportStatusTag, reportTitle } from './head.tsx'
import { PetitionDone, PetitionStory } from './petition_story.tsx'
import { reportStatus } from '#app/domain/report/states.ts'

/** Fetched when somebody enters a form: most who open the page only read it. */
const forms = () => import('#app/domain/report/petition_forms.ts')

type Loaded = Awaited<ReturnType<typeof petitionPage>>
type Props = Loaded & { reply: Reply | undefined }

export const petitionTitle = ({ kind, report }: Loaded) =>
  `${petitionLabels[kind]} – ${reportTitle(report)}`

const leads = {
  extension:
    'More time for this report: who asks, what the program officer recommends, and what the grants officer decides.',
  waiver:
    'Doing without this report: who asks, what the program officer recommends, and what the grants officer decides.',
} satisfies Record<PetitionKind, string>

/** The whole story of an extension or a waiver on one page, with the step that is this person's. */
export function PetitionPage(props: Props) {
  const { kind, report, petitions, day, mayLapse } = props
  const other = kind === 'extension' ? 'waiver' : 'extension'
  return (
    <ReportPage
      report={report}
      isTop={!report.isOpen}
      title={petitionTitle(props)}
      lead={
        <>
          <ReportStatusTag status={reportStatus(report)} /> {leads[kind]}
        </>
      }
    >
      <PetitionDone {...props} />
      <Columns
        main={
          <>
            <Turn {...props} />
            <PetitionStory petitions={petitions} />
          </>
        }
        side={
          <>
            <DueDates report={report} day={day} />
            {closedRefusal(report) === null && (
              <Section id="others" title="Other ways">
                <p>
                  <a href={paths.reportPetition(report.number, other)}>
                    {other === 'waiver' ? 'Do without this report' : 'Extend the due date'}
                  </a>
                </p>
                {mayLapse && isDelinquent(report, day) && (
                  <p>
                    <a href={paths.reportLapse(report.number)}>Close as never received</a>
                  </p>
                )}
              </Section>
            )}
          </>
        }
      />
    </ReportPage>
  )
}

function Turn(props: Props) {
  const { turn, kind } = props
  switch (turn.do) {
    case 'ask':
      return <Ask {...props} />
    case 'withdraw':
      return <Withdraw {...props} petition={turn.petition} />
    case 'recommend':
      return (
        <RecommendationForm
          what={`the ${kind}`}
          yes="grant"
          reply={props.reply}
          version={turn.petition.version}
          action={paths.reportRecommendation(props.report.number, kind)}
        />
      )
    case 'propose':
      return <Propose {...props} />
    case 'decide':
      return <Decide {...props} petition={turn.petition} />
    case 'nothing':
      return turn.why ? (
        <Alert tone="info" title={`${petitionLabels[kind]}: nothing for you to do now`}>
          <p>{turn.why}</p>
        </Alert>
      ) : null
  }
}

function Ask({ kind, report, reply }: Props) {
  const title = kind === 'extension' ? 'Ask for more time' : 'Ask to do without this report'
  return (
    <Section id="ask" title={title}>
      <SchemaForm
        schema={async () => (await forms()).askForm[kind]}
        reply={reply}
        action={paths.reportPetition(report.number, kind)}
      >
        {(field) => (
          <>
            {kind === 'extension' && (
              <DateField name="wantedOn" field={field} legend="New due date you ask for" />
            )}
            <TextArea
              {...field('reason')}
              label={kind === 'extension' ? 'Why you need more time' : 'Why it is not needed'}
              hint="The program officer and the grants officer read this. The due date stays as it is until they decide."
            />
            <ButtonRow>
              <Button>{title}</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}

function Withdraw({ kind, report, petition }: Props & { petition: ListedPetition }) {
  const waits = petition.recommendation
    ? 'The grants officer decides next.'
    : report.officerName
      ? `${report.officerName} recommends for or against it next, and then the grants officer decides.`
      : 'The grants officer decides next.'
  return (
    <Section id="pending" title="Pending">
      <p>{waits} Until then the due date stays as it is.</p>
      <Form method="post" action={paths.reportPetitionWithdrawal(report.number, kind)}>
        <WriteFields version={petition.version} />
        <ButtonRow>
          <Button look="outline">Withdraw the request</Button>
        </ButtonRow>
      </Form>
    </Section>
  )
}

/** An officer's own proposal is a recommendation that nobody asked for. */
function Propose({ report, reply }: Props) {
  return (
    <Section id="propose" title="Recommend to do without this report">
      <SchemaForm
        schema={async () => (await forms()).recommendForm}
        reply={reply}
        version={0}
        action={paths.reportRecommendation(report.number, 'waiver')}
      >
        {(field) => (
          <>
            <input type="hidden" name="recommendation" value="for" />
            <TextArea
              {...field('words')}
              label="Why it is not needed"
              hint="The grants officer decides with this in view, and the grantee reads it too."
            />
            <ButtonRow>
              <Button>Recommend to do without it</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}

function Decide({ kind, report, reply, petition }: Props & { petition: ListedPetition }) {
  return (
    <Section id="decide" title="Your decision">
      <SchemaForm
        schema={async () => (await forms()).decideForm[kind]}
        reply={reply}
        version={petition.version}
        values={dateParts('grantedOn', petition.wantedOn)}
        action={paths.reportDecision(report.number, kind)}
      >
        {(field) => (
          <>
            <Radios
              {...field('decision')}
              legend={`Is the ${kind} granted?`}
              choices={[
                {
                  value: 'granted',
                  label: kind === 'extension' ? 'Grant it' : 'Grant it: the report is not required',
                },
                { value: 'refused', label: 'Refuse it' },
              ]}
            />
            {kind === 'extension' && (
              <DateField
                name="grantedOn"
                field={field}
                legend="New due date, if granted"
                hint={
                  petition.wantedOn
                    ? `Asked for: ${formatDate(petition.wantedOn)}. You can grant another date.`
                    : undefined
                }
              />
            )}
            <TextArea
              {...field('words')}
              label="Why"
              hint="The grantee and the program officer read this."
            />
            <ButtonRow>
              <Button>Decide</Button>
            </ButtonRow>
          </>
        )}
      </SchemaForm>
    </Section>
  )
}

function dateParts(name: string, date: string | null) {
  const [year = '', month = '', day = ''] = (date ?? '').split('-')
  return {
    [`${name}.month`]: month.replace(/^0/, ''),
    [`${name}.day`]: day.replace(/^0/, ''),
    [`${name}.year`]: year,
  }
}
