import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { SearchForm } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { roleLabels } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatMoney } from '#app/domain/money.ts'
import { searchText, searchWords } from '#app/domain/search.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import { type SearchHits, findByNumber, findByWords, searchShows } from '#db/search.ts'

export const handle = {
  title: ({ q }: Awaited<ReturnType<typeof loader>>) => (q ? `“${q}” – Search` : 'Search'),
}

/** Whoever enters a number is where it leads at once. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const q = searchText(new URL(request.url).searchParams.get('q'))
  if (q === null) return { q, hits: null, most: searchShows }
  const exact = await findByNumber(actor, q)
  if (exact) {
    const { kind, number } = exact
    throw redirect(kind === 'award' ? paths.award(number) : paths.report(number))
  }
  return { q, hits: await findByWords(actor, searchWords(q)), most: searchShows }
}

export default function Search() {
  const { q, hits, most } = useLoaderData<typeof loader>()
  return (
    <Page
      title={q ? `Search: “${q}”` : 'Search'}
      lead="Awards, grantees, studies and people, as far as you may open them. Spelling may be a little off."
    >
      <SearchForm
        name="Search everything"
        label="Name, number, FAIN, UEI, place, sector or program"
        text={q}
      />
      {hits && <Hits hits={hits} most={most} />}
    </Page>
  )
}

function Hits({ hits, most }: { hits: SearchHits; most: number }) {
  const { awards, grantees, studies, people } = hits
  if (awards.length + grantees.length + studies.length + people.length === 0) {
    return (
      <EmptyState title="Nothing was found">
        Try fewer words, part of a name, a state, or the number on the award letter.
      </EmptyState>
    )
  }
  return (
    <>
      <Group id="awards" title="Awards" most={most}>
        {awards.map((award) => (
          <Hit
            key={award.number}
            href={paths.award(award.number)}
            name={awardName({ name: award.name, leadOrganization: award.organization })}
            sample={award.sample}
            about={[
              award.number,
              award.organization,
              award.states,
              award.program,
              award.amount && formatMoney(award.amount),
            ]}
          />
        ))}
      </Group>
      <Group id="grantees" title="Grantees" most={most}>
        {grantees.map((grantee) => (
          <Hit
            key={grantee.slug}
            href={paths.grantee(grantee.slug)}
            name={grantee.name}
            sample={grantee.sample}
            about={[[grantee.city, grantee.state].filter(Boolean).join(', ')]}
          />
        ))}
      </Group>
      <Group id="studies" title="Studies" most={most}>
        {studies.map((study) => (
          <Hit
            key={study.slug}
            href={paths.study(study.slug)}
            name={study.title}
            sample={study.sample}
            about={[study.firm]}
          />
        ))}
      </Group>
      <Group id="people" title="People" most={most}>
        {people.map((person) => (
          <Hit
            key={person.id}
            href={paths.membership(person.id)}
            name={person.name}
            sample={person.sample}
            about={[roleLabels[person.role], person.organization]}
          />
        ))}
      </Group>
    </>
  )
}

function Group(props: { id: string; title: string; most: number; children: ReactNode[] }) {
  const { id, title, most, children } = props
  if (children.length === 0) return null
  return (
    <Section id={id} title={title}>
      <ul className="plain-list hits">{children}</ul>
      {children.length === most && (
        <p className="section__note">The {most} that fit best. Add a word to narrow them.</p>
      )}
    </Section>
  )
}

function Hit(props: {
  href: string
  name: string
  sample: boolean
  about: readonly (string | null)[]
}) {
  const { href, name, sample, about } = props
  return (
    <li>
      <a href={href}>{name}</a> {sample && <SampleBadge />}
      <span className="sub">{about.filter(Boolean).join(' · ')}</span>
    </li>
  )
}
