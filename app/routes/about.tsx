import { useRouteLoaderData } from '@remix-run/react'
import { SampleBadge } from '#app/components/tags.tsx'
import { NotInSources } from '#app/components/sources.tsx'
import { Page, Section } from '#app/components/page.tsx'
import type { loader as rootLoader } from '#app/root.tsx'

export const handle = { title: 'About this tracker' }

export default function About() {
  const isDemo = useRouteLoaderData<typeof rootLoader>('root')?.isDemo ?? false
  return (
    <Page
      title="About this tracker"
      lead="One place for the sector training grants of a federal Sector-Focused Employment Training Initiative (SETI): the awards, the progress their grantees report, and the studies that find out what works."
    >
      <Section id="purpose" title="What it is for">
        <p>
          Program officers see their portfolio and review reports. Grantees file those reports and
          keep a receipt. Evaluators run studies that draw on accepted figures. Each number leads
          back to the report that made it, and every change to its history.
        </p>
        <p>
          This is a demonstration and not an official website of the United States government. No
          agency runs it, and nothing entered here reaches one.
        </p>
      </Section>
      <Section id="sources" title="Where the facts come from">
        <p>
          Awards, streams, programs, sectors, states, assistance listings and indicators come from
          documents that federal agencies and evaluators have published; the pages name the document
          beside the fact, with its date and how exact it is. Where the documents that were read do
          not say something, the page says “<NotInSources />
          ”: it never shows a zero or a guess instead.
        </p>
        <p>
          Totals say how many awards they hold of the number that the agency announced, so that a
          list that is not complete does not look as if it were.
        </p>
      </Section>
      <Section id="sample" title="What “sample” means">
        <p>
          Records marked <SampleBadge /> are invented, with their people, reports and studies, to
          show how the tracker works. Real organizations have no accounts, reports or quotations
          here. Wherever a total could mix the two it stands in two lines, “from sources” and
          “sample”.
        </p>
        {!isDemo && <p>This tracker was started without a sample.</p>}
      </Section>
      <Section id="accessibility" title="Accessibility">
        <p>
          The pages are made to meet the Web Content Accessibility Guidelines 2.2 at level AA. Every
          job can be done by keyboard alone, on a screen 320 pixels wide, at 200 percent zoom, in
          forced colors, and without scripts. No color carries a meaning by itself, and every page
          prints. Automatic checks run over the pages with every change; they find many barriers and
          not all.
        </p>
      </Section>
      <Section id="privacy" title="What is kept about you">
        <p>
          Your name, e-mail address, memberships, and what you do here, in a record that cannot be
          rewritten. One cookie keeps you signed in until you sign out or have been away for 15
          minutes; there are no others. The pages load nothing from other sites.
        </p>
      </Section>
      <Section id="licenses" title="What it is made of">
        <p>
          The pages use open-source packages, each <a href="/licenses.txt">under its license</a>.
        </p>
      </Section>
      <Section id="contact" title="Contact">
        <p>
          Found a barrier, a wrong fact or something unclear? Tell whoever runs the tracker you use:
          the person who invited you knows whom to ask. When a page fails it shows a reference; give
          it, and what happened can be found.
        </p>
      </Section>
    </Page>
  )
}
