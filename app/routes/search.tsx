import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ReactNode } from 'react'
import { SearchForm } from '#app/components/filters.tsx'
import { EmptyState } from '#app/components/notices.tsx'
import { Page, Section } from '#app/components/page.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { may, roleLabels } from '#app/domain/access.ts'
import { awardName } from '#app/domain/award.ts'
import { formatMoney } from '#app/domain/money.ts'
import { searchText, searchWords } from '#app/domain/search.ts'
import * as paths from '#app/paths.ts'
import { requireActor } from '#app/session.server.ts'
import {
  type NamedFilters,
  type SearchHits,
  findByNumber,
  findByWords,
  namedBy,
  searchShows,
} from '#db/search.ts'

export const handle = {
  title: ({ q }: Awaited<ReturnType<typeof loader>>) => (q ? `“${q}” – Search` : 'Search'),
}

/** Whoever enters a number is where it leads at once. */
export async function loader({ request }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'session.use')
  const q = searchText(new URL(request.url).searchParams.get('q'))
  const reads = {
    money: may(actor.role, 'portfolio.read'),
    overlap: may(actor.role, 'overlap.read') && actor.organizationKind === 'agency',
  }
  if (q === null) return { q, hits: null, named: null, reads, most: searchShows }
  const exact = await findByNumber(actor, q)
  if (exact) {
    const { kind, number } = exact
    throw redirect(kind === 'award' ? paths.award(number) : paths.report(number))
  }
  const words = searchWords(q)
  const [hits, named] = await Promise.all([findByWords(actor, words), namedBy(words)])
  return { q, hits, named: hits.awards.length > 0 ? named : null, reads, most: searchShows }
}

export default function Search() {
  const { q, hits, named, reads, most } = useLoaderData<typeof loader>()
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
      {named && <WholeLists named={named} reads={reads} />}
      {hits && <Hits hits={hits} most={most} />}
    </Page>
  )
}

/** Where everything that the words name stands, not only what fits best. */
function WholeLists(props: { named: NamedFilters; reads: { money: boolean; overlap: boolean } }) {
  const { program, sector, state, around } = props.named
  const place = placeWords(sector ?? around, state)
  const query = { program: program?.code, sector: sector?.code, state: state?.code }
  const words = [program, sector, state].flatMap((one) => one?.name ?? []).join(', ')
  return (
    <Section id="lists" title={`Everything of ${words}`}>
      <ul className="plain-list hits">
        <li>
          <a href={paths.awards(query)}>Every award</a>
          <span className="sub">With amounts, to sort, print or take away</span>
        </li>
        {props.reads.money && (
          <li>
            <a href={paths.money(around ? { sector: around.code, state: state?.code } : query)}>
              Whose money it is
            </a>
            <span className="sub">
              {place}by stream and program, from the law to the last dollar drawn
            </span>
          </li>
        )}
        {props.reads.overlap && place && (
          <li>
            <a href={paths.overlaps({ sector: (sector ?? around)?.code, state: state?.code })}>
              What overlaps there
            </a>
            <span className="sub">{place}awards that may do the same, and what was decided</span>
          </li>
        )}
      </ul>
    </Section>
  )
}

/** 'Healthcare in Alabama: ' */
function placeWords(...parts: NamedFilters['state'][]): string {
  const words = parts.flatMap((part) => part?.name ?? []).join(' in ')
  return words && `${words}: `
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
