import { type LoaderFunctionArgs, data } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { KeyFigures, KeyValues } from '#app/components/figures.tsx'
import { ClearTag, FindingTable, Significance, rounded } from '#app/components/finding_cells.tsx'
import { armWords, figureFacts, sourceOf, studyFacts } from '#app/components/finding_facts.tsx'
import { Alert, ErrorSummary } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { ProvisionalFacts } from '#app/components/provisional.tsx'
import { Recorded, Tier, Worked } from '#app/components/rating_cells.tsx'
import { Restatement } from '#app/components/restatement.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { TestedComponents, TestedSeal } from '#app/components/tested.tsx'
import { formatCount } from '#app/domain/count.ts'
import { type Beside, besideWords, conflictsAmong } from '#app/domain/evidence/conflicts.ts'
import { ownRatingWords } from '#app/domain/evidence/own_finding.ts'
import { provisionalRatings } from '#app/domain/evidence/rating_inputs.ts'
import { ratingSystems, systemName } from '#app/domain/evidence/ratings.ts'
import {
  formatImpact,
  formatLevel,
  intervalOf,
  isMoney,
  priceWords,
} from '#app/domain/evidence/finding.ts'
import { scaleLabels } from '#app/domain/evidence/library.ts'
import { restate } from '#app/domain/evidence/restated.ts'
import { readTested, summaryOf } from '#app/domain/evidence/tested.ts'
import { formatMoney } from '#app/domain/money.ts'
import { notInSources } from '#app/domain/sources.ts'
import * as paths from '#app/paths.ts'
import { found } from '#app/responses.ts'
import { type Finding, findFinding, listFindingsBeside } from '#db/evidence/findings.ts'
import { findOwnFinding } from '#db/evidence/own.ts'
import { findPriceIndex } from '#db/evidence/prices.ts'
import { listRatingsOf, listWorked } from '#db/evidence/ratings.ts'

export const handle = {
  title: ({ finding }: { finding: { code: string; outcomeMeasure: string } }) =>
    `${finding.code}, ${finding.outcomeMeasure}`,
}

export async function loader({ request, params }: LoaderFunctionArgs) {
  const finding = found(await findFinding(params['key'] ?? ''))
  const [beside, recorded, own, worked, prices] = await Promise.all([
    listFindingsBeside(finding),
    listRatingsOf(finding.code),
    findOwnFinding(finding.code),
    listWorked([finding.code]),
    findPriceIndex(),
  ])
  const restated = restate(finding, new URL(request.url).searchParams.get('prices') ?? '', prices)
  const page = {
    finding,
    beside,
    ratings: recorded.map((rating) => ({ ...rating, worked: provisionalRatings(rating) })),
    worked: worked.get(finding.code) ?? null,
    own: own && withTested(own),
    conflicts: conflictsAmong(finding, beside),
    restated,
  }
  return data(page, { status: restated.error === null ? 200 : 422 })
}

/** What anybody reads of what was tested: never which site. */
function withTested({
  tested,
  testedSha256,
  ...own
}: NonNullable<Awaited<ReturnType<typeof findOwnFinding>>>) {
  const sealed = readTested(tested)
  return {
    title: own.title,
    awards: own.awards,
    ratings: ownRatingWords(own),
    tested: sealed && summaryOf(sealed),
    testedSha256,
  }
}

export default function FindingPage() {
  const { finding, beside, ratings, worked, own, conflicts, restated } =
    useLoaderData<typeof loader>()
  const isLevel = finding.kind === 'level'
  const size = isLevel
    ? formatLevel(finding.impact, finding.scale)
    : formatImpact(finding.impact, finding.scale)
  const interval = intervalOf(finding)
  const price = priceWords(finding.priceBasis, finding.priceYear)
  const source = sourceOf(finding)
  return (
    <Page
      title={`${finding.modelName}: ${finding.outcomeMeasure}`}
      kicker={`Finding ${finding.code}`}
      lead={`${finding.study}, ${finding.site}, ${finding.followUp}.${finding.sourceDetail ? ` Read in ${finding.sourceDetail}.` : ''}`}
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Findings', href: paths.findings() },
      ]}
      actions={
        source && (
          <ButtonLink look="outline" href={source}>
            Open the source
          </ButtonLink>
        )
      }
    >
      {restated.error && <ErrorSummary errors={[{ id: 'prices', message: restated.error }]} />}
      <Caution finding={finding} />
      {conflicts.length > 0 && <Conflicts conflicts={conflicts} />}
      <KeyFigures
        figures={[
          {
            label: isLevel ? 'Level' : 'Impact',
            value: size,
            note: [isMoney(finding.scale) ? scaleLabels[finding.scale] : null, price]
              .filter(Boolean)
              .join('; '),
          },
          {
            label: '95 percent interval',
            value: interval ? (
              `${rounded(interval.low, finding.scale)} to ${rounded(interval.high, finding.scale)}`
            ) : (
              <NotInSources />
            ),
            note: <Significance finding={finding} />,
          },
          {
            label: 'People in the analysis',
            value:
              finding.sampleTotal === null ? <NotInSources /> : formatCount(finding.sampleTotal),
            note: armWords(finding),
          },
          {
            label: 'CLEAR rating',
            value: <ClearTag level={finding.clearLevel} />,
            note: finding.clearLevel && 'CLEAR’s own; the date is not in the sources',
          },
        ]}
      />
      <Section id="figure" title="The figure">
        <KeyValues facts={figureFacts(finding)} />
      </Section>
      {isMoney(finding.scale) && <Restatement finding={finding} restated={restated} />}
      <Section id="study" title="The study">
        <KeyValues facts={studyFacts(finding)} />
      </Section>
      {own && (
        <Section id="own" title="From a study of this tracker">
          <p>
            Drafted by the team of {own.title} and approved by somebody else. How it would be rated
            is worked out here; no clearinghouse has said so.
          </p>
          <ProvisionalFacts ratings={own.ratings} />
          {own.awards.length > 0 && (
            <p>
              About the awards{' '}
              {own.awards
                .map(
                  ({ number, amount }) =>
                    `${number} (${amount === null ? `amount ${notInSources}` : formatMoney(amount)})`,
                )
                .join(', ')}
              .
            </p>
          )}
        </Section>
      )}
      {own && (
        <Section id="tested" title="What was actually tested">
          {own.tested && own.testedSha256 ? (
            <>
              <TestedComponents tested={own.tested} />
              <TestedSeal on={own.tested.on} sha256={own.testedSha256} />
            </>
          ) : (
            <p>This finding was approved before the fidelity of its sites was sealed with it.</p>
          )}
        </Section>
      )}
      {finding.kind === 'effect' && (
        <Section
          id="ratings"
          title="Ratings"
          aside={<a href={paths.ratings()}>All ratings and their rules</a>}
        >
          <KeyValues
            facts={[
              ...ratings.flatMap(ratingFacts),
              {
                label: `${systemName('essa')}, worked out here`,
                value: <Tier finding={finding} worked={worked} />,
              },
              {
                label: `${systemName('pathways')}, worked out here`,
                value: (
                  <a href={paths.support(finding.model)}>
                    Support for {finding.modelName}, from all its findings
                  </a>
                ),
              },
            ]}
          />
        </Section>
      )}
      {beside.length > 0 && (
        <Section id="beside" title="The same people, same outcome">
          <p>
            These figures are about some or all of the same people, so they never count twice in a{' '}
            <a href={paths.synthesis()}>synthesis</a>.
          </p>
          <FindingTable
            id="beside-table"
            caption="Findings about the same people"
            captionHidden
            findings={beside}
          />
        </Section>
      )}
    </Page>
  )
}

type Rating = ReturnType<typeof useLoaderData<typeof loader>>['ratings'][number]

/** What was said of it, and what rules make of the same inputs. */
function ratingFacts({ worked, ...rating }: Rating) {
  const recorded = { label: ratingSystems[rating.system].name, value: <Recorded rating={rating} /> }
  if (!worked) return [recorded]
  return [
    recorded,
    {
      label: `${systemName('clear')}, worked out here`,
      value: <Worked system="clear" rating={worked.clear} />,
    },
    {
      label: `${systemName('wwc')}, worked out here`,
      value: <Worked system="wwc" rating={worked.wwc} />,
    },
  ]
}

function Caution({ finding }: { finding: Finding }) {
  if (finding.kind === 'before_after') {
    return (
      <Alert tone="warning" title="Not an effect">
        This compares people before and after, with nobody to compare them with. They might have
        gained as much without the program.
      </Alert>
    )
  }
  if (finding.exploratory) {
    return (
      <Alert tone="info" title="Exploratory">
        The study’s authors did not set this finding out in advance as one to be confirmed, so it
        suggests rather than shows.
      </Alert>
    )
  }
  return null
}

function Conflicts({ conflicts }: { conflicts: Beside[] }) {
  return (
    <Alert tone="warning" title="The sources give other figures for this">
      <ul>
        {conflicts.map((conflict) => (
          <li key={conflict.code}>
            <a href={paths.finding(conflict.code)}>{conflict.code}</a>{' '}
            {formatImpact(conflict.impact, conflict.scale)}: {besideWords(conflict)}.
          </li>
        ))}
      </ul>
    </Alert>
  )
}
