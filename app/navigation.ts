import { type Role, may } from './domain/access.ts'
import * as paths from './paths.ts'

/** The header's links for a role: only places it may open, in the order of a working day. */
export function navigationFor(role: Role): { label: string; href: string }[] {
  return [
    { label: 'Today', href: paths.today(), show: true },
    { label: 'Awards', href: paths.awards(), show: may(role, 'award.read') },
    { label: 'Reports', href: paths.reports(), show: may(role, 'report.read') },
    { label: 'Studies', href: paths.studies(), show: may(role, 'study.read') },
    { label: 'Money', href: paths.money(), show: may(role, 'portfolio.read') },
    { label: 'Streams', href: paths.streams(), show: may(role, 'portfolio.read') },
    { label: 'Sectors', href: paths.sectors(), show: may(role, 'portfolio.read') },
    { label: 'Coverage', href: paths.coverage(), show: may(role, 'portfolio.read') },
    { label: 'Grantees', href: paths.grantees(), show: may(role, 'portfolio.read') },
    { label: 'Evidence', href: paths.evidence(), show: true },
    { label: 'People', href: paths.people(), show: may(role, 'person.read') },
  ].flatMap(({ label, href, show }) => (show ? [{ label, href }] : []))
}

/** The header's links for somebody who has not signed in, or has not chosen an organization: what anybody
 *  may read. */
export function publicNavigation(isSignedIn: boolean): { label: string; href: string }[] {
  const evidence = { label: 'Evidence', href: paths.evidence() }
  return isSignedIn ? [evidence] : [evidence, { label: 'Sign in', href: paths.signIn() }]
}
