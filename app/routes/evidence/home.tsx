import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { KeyFigures } from '#app/components/figures.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { may } from '#app/domain/access.ts'
import { modelLevelRule } from '#app/domain/evidence/model_level.ts'
import { formatCount } from '#app/domain/count.ts'
import * as paths from '#app/paths.ts'
import { readSession } from '#app/session.server.ts'
import { countLibrary } from '#db/evidence/library.ts'

export const handle = { title: 'Evidence' }

export async function loader({ request }: LoaderFunctionArgs) {
  const session = await readSession(request)
  const role = session?.membership?.role
  return {
    counts: await countLibrary(),
    weighsMoney: role !== undefined && may(role, 'portfolio.read'),
    asksNext: role !== undefined && may(role, 'agenda.read'),
  }
}

export default function Evidence() {
  const { counts, weighsMoney, asksNext } = useLoaderData<typeof loader>()
  return (
    <Page
      title="Evidence"
      lead="What studies found about training people for a sector: what works, for whom, at what price, and what nobody knows yet. Every number leads back to the table it was read from."
    >
      <KeyFigures
        figures={[
          {
            label: 'Findings',
            value: formatCount(counts.findings),
            note: `${formatCount(counts.effects)} are effects against a control group`,
            href: paths.findings(),
          },
          {
            label: 'Models and their sites',
            value: formatCount(counts.models),
            note: 'what each does, for whom, at what cost',
            href: paths.models(),
          },
          {
            label: 'Claims',
            value: formatCount(counts.claims),
            note: 'from five texts, held against the findings',
            href: paths.claims(),
          },
          {
            label: 'Independent samples',
            value: formatCount(counts.samples),
            note: 'groups of people with an effect; each counts once in a synthesis',
          },
        ]}
      />
      <Section id="ways" title="Where to begin">
        <ul className="ways">
          {[...ways, ...(weighsMoney ? moneyWays : []), ...(asksNext ? [nextWay] : [])].map(
            ({ href, title, text }) => (
              <li key={href} className="way">
                <h3>
                  <a href={href}>{title}</a>
                </h3>
                <p>{text}</p>
              </li>
            ),
          )}
        </ul>
      </Section>
      <Section id="reading" title="How to read it">
        <dl className="reading">
          <dt>An effect</dt>
          <dd>
            is the difference between people offered the program and a control group. A gain from
            before to after is not one, and says so wherever it stands.
          </dd>
          <dt>An interval</dt>
          <dd>
            is where the true effect would lie in 95 of 100 such studies. It needs a standard error:
            each says whether its source reports it or it was worked back from a p value. Of the
            effects here, {formatCount(counts.withError)} have one.
          </dd>
          <dt>
            <NotInSources />
          </dt>
          <dd>
            is an answer. Nothing was filled in by guessing, and it never means zero. What is not
            here is not in the sources read, which does not mean that nobody studied it.
          </dd>
          <dt>A conflict</dt>
          <dd>
            stays one: where two sources give different figures for the same people at the same
            time, both are shown and each names the other.
          </dd>
          <dt>Level of evidence</dt>
          <dd>
            {modelLevelRule} A clearinghouse’s own rating is never mixed with one worked out here.
          </dd>
        </dl>
      </Section>
    </Page>
  )
}

const ways = [
  {
    href: paths.practiceLibrary(),
    title: 'What works in practice?',
    text: 'Lessons of awards and studies that others can follow, with how sure one may be.',
  },
  {
    href: paths.models(),
    title: 'What does a program do, and did it work?',
    text: 'Models by their five components, sectors, people and cost, each with its findings.',
  },
  {
    href: paths.findings({ kind: 'effect', outcome: 'earnings' }),
    title: 'What is the effect on earnings?',
    text: 'Every published effect, to search, filter, sort and take away as a file.',
  },
  {
    href: paths.evidenceStudies(),
    title: 'Who measured what?',
    text: 'Published studies, and which outcomes each measured when.',
  },
  {
    href: paths.synthesis(),
    title: 'What do the studies say together?',
    text: 'Pool effects that may be pooled, with everything that stays out and why.',
  },
  {
    href: paths.publicValue(),
    title: 'What does a public dollar buy?',
    text: 'The marginal value of public funds of three programs, for each way gains may last.',
  },
  {
    href: paths.claims(),
    title: 'Is that true?',
    text: 'Check a sentence from a well-known text back to the table behind it.',
  },
  {
    href: paths.questions(),
    title: 'What does nobody know yet?',
    text: 'The learning agenda: open questions by sector, how much is known and why.',
  },
  {
    href: paths.framework(),
    title: 'What should data between school and work answer?',
    text: 'The Education-to-Workforce framework: its questions and indicators beside ours.',
  },
  {
    href: paths.ratings(),
    title: 'Who rated it, and why?',
    text: 'Ratings as clearinghouses gave them, and what their rules make of the same inputs.',
  },
  {
    href: paths.ladders(),
    title: 'Where does a credential lead?',
    text: 'Career ladders of credentials that build on each other.',
  },
]

/** For those who read the portfolio. */
const moneyWays = [
  {
    href: paths.evidenceMoney(),
    title: 'What do our dollars stand on?',
    text: 'The money of the portfolio by the evidence of the models that its awards run.',
  },
  {
    href: paths.outcomes(),
    title: 'What did businesses gain?',
    text: 'Business outcomes and changes of systems that grantees claim, and what was confirmed.',
  },
]

const nextWay = {
  href: paths.solicitation(),
  title: 'What should we ask for next?',
  text: 'The gaps of the learning agenda, ranked, with the awards that could fill them.',
}
