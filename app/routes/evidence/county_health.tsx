import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { ButtonLink } from '#app/components/buttons.tsx'
import { BodyWords, CountyHealthFacts } from '#app/components/county_health.tsx'
import { KeyValues } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { Recorded, Worked } from '#app/components/rating_cells.tsx'
import { DataTable, HeaderCell } from '#app/components/tables.tsx'
import {
  type BodyStudy,
  bodyDesignLabels,
  bodyDesigns,
  bodyRuleSet,
} from '#app/domain/evidence/body.ts'
import { permit } from '#app/domain/access.ts'
import { ratingSystems } from '#app/domain/evidence/ratings.ts'
import type { NextWord } from '#app/domain/evidence/raters.ts'
import * as paths from '#app/paths.ts'
import { actorOf, readSession } from '#app/session.server.ts'
import { findCountyHealth } from '#db/evidence/body.ts'
import { listClaimsOf } from '#db/evidence/claims.ts'
import { listBodyRatings } from '#db/evidence/raters.ts'
import { listRatings } from '#db/evidence/ratings.ts'

export const handle = { title: 'County Health Rankings' }

export async function loader({ request }: LoaderFunctionArgs) {
  const session = await readSession(request)
  const actor = session?.membership ? permit(actorOf(session), 'body_rating.read') : null
  const [ratings, said, body, own] = await Promise.all([
    listRatings(),
    listClaimsOf('County Health Rankings 2017'),
    findCountyHealth(),
    // What the office rates for itself is not public.
    actor && listBodyRatings(actor),
  ])
  return {
    recorded: ratings.filter(({ system }) => system === 'county_health'),
    said,
    body,
    own,
    isDone: new URL(request.url).searchParams.get('done') === 'rated',
  }
}

export default function CountyHealth() {
  const { recorded, said, body, own, isDone } = useLoaderData<typeof loader>()
  const { rating, inputs, studies } = body
  return (
    <Page
      title="County Health Rankings, What Works for Health"
      lead="It rates the strategy as a whole: career pathways and sector-focused employment programs. What it said, and beside it what its rules make of this library."
      breadcrumb={[
        { label: 'Evidence', href: paths.evidence() },
        { label: 'Ratings', href: paths.ratings() },
      ]}
      actions={
        own?.next &&
        own.next.may !== 'wait' && (
          <ButtonLink look="outline" href={paths.countyHealthRating()}>
            {rateWords(own.next)}
          </ButtonLink>
        )
      }
    >
      {isDone && own && (
        <Alert tone="success" title="Your rating is recorded">
          {own.next?.may === 'wait'
            ? 'The other evaluation officers are told that a second rating is awaited. They rate before they read yours.'
            : own.next?.may === 'settle'
              ? 'The other evaluation officers are told. Once you have talked, one of you records what stands.'
              : 'The director and the other evaluation officers are told what stands.'}
        </Alert>
      )}
      <Section id="levels" title="The class">
        <KeyValues
          facts={[
            ...recorded.map((one) => ({
              label: 'Recorded',
              value: <Recorded rating={one} />,
            })),
            {
              label: 'Worked out here',
              value: <Worked system="county_health" rating={rating} />,
            },
          ]}
        />
        <p className="section__note">
          The recorded class is of its day; most long follow-ups were published later.
        </p>
      </Section>
      {own && (
        <Section id="own" title="Rated by the evaluation office">
          {own.next?.may === 'rate' && own.next.part === 'second' && (
            <p>
              A first rating of round {own.next.round} is recorded. It is shown once you have given
              yours.
            </p>
          )}
          {own.next?.may === 'wait' && <p>A second rating of round {own.next.round} is awaited.</p>}
          {own.words.length === 0 ? (
            <p>Nobody of the office has rated the strategy yet.</p>
          ) : (
            <BodyWords words={own.words} />
          )}
        </Section>
      )}
      <Section id="page" title="What its page says">
        <CountyHealthFacts said={said} />
      </Section>
      <Section id="inputs" title="What the class was worked out from">
        {inputs && (
          <KeyValues
            facts={[
              ...bodyDesigns.map((design) => ({
                label: bodyDesignLabels[design],
                value: String(studies.filter((one) => one.design === design).length),
              })),
              { label: 'Leans', value: leanWords[inputs.lean] },
              {
                label: 'Strong',
                value: inputs.isStrong
                  ? 'yes: three favorable experiments or more that CLEAR rates moderate or high'
                  : 'no: fewer than three favorable experiments that CLEAR rates moderate or high',
              },
            ]}
          />
        )}
        <DataTable id="studies" caption="Studies of the body" captionHidden>
          <thead>
            <tr>
              <HeaderCell>Study</HeaderCell>
              <HeaderCell>Counts as</HeaderCell>
              <HeaderCell>Goes</HeaderCell>
              <HeaderCell>CLEAR: moderate or high</HeaderCell>
              <HeaderCell>Judged by</HeaderCell>
            </tr>
          </thead>
          <tbody>
            {studies.map((study) => (
              <StudyRow key={study.reports[0]} study={study} />
            ))}
          </tbody>
        </DataTable>
        <p className="section__note">
          Rule set {bodyRuleSet}. Reports that share people are one study. It is judged by its
          latest confirmatory findings on earnings and on employment whose significance is known.
          The whole leans to where more than half of the experiments and matched comparisons go. The
          amounts asked for below “{ratingSystems.county_health.levels.scientific.label}”, and this
          reading of “leans” and “strong”, are from professional knowledge. Findings about all
          training stand in the library for comparison and do not count.
        </p>
      </Section>
    </Page>
  )
}

function rateWords(next: NextWord): string {
  if (next.may === 'settle') return 'Say what stands'
  return next.may === 'rate' && next.part === 'second' ? 'Give the second rating' : 'Rate it anew'
}

const leanWords = {
  favorable: 'favorable',
  inconsistent: 'inconsistent',
  unfavorable: 'against it, or nowhere',
} as const

const directionWords = {
  favorable: 'favorable',
  neither: 'no significant effect',
  unfavorable: 'against it',
  mixed: 'both ways',
} as const

function StudyRow({ study }: { study: BodyStudy }) {
  return (
    <tr>
      <th scope="row" className="wrap">
        {study.reports.join('; ')}
      </th>
      <td>{bodyDesignLabels[study.design]}</td>
      <td>
        {study.direction ? (
          directionWords[study.direction]
        ) : (
          <span className="absent">significance not in the sources</span>
        )}
      </td>
      <td>{study.isSound ? 'yes' : 'no'}</td>
      <td className="wrap">
        {study.judgedBy.length === 0 ? (
          <span className="absent">none</span>
        ) : (
          study.judgedBy.map((code) => (
            <a className="code" key={code} href={paths.finding(code)}>
              {code}
            </a>
          ))
        )}
      </td>
    </tr>
  )
}
