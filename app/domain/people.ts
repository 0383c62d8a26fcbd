import * as z from 'zod/mini'
import { type Role, roles } from './access.ts'
import { text } from './text.ts'

/** Whose membership a list shows: `current` is active and disabled together. */
export const membershipStates = ['current', 'active', 'disabled', 'ended'] as const
export type MembershipState = (typeof membershipStates)[number]

export const membershipStateLabels: Record<MembershipState, string> = {
  current: 'Active or disabled',
  active: 'Active',
  disabled: 'Disabled',
  ended: 'Ended',
}

/** A row of the list of people, by its place in the order. */
export interface PersonPlace {
  name: string
  id: number
}

export interface PeopleQuery {
  q: string | null
  role: Role | null
  state: MembershipState
  /** The page starts after this row, or ends before that one. */
  after: PersonPlace | null
  before: PersonPlace | null
}

const searched = z.object({
  q: z.catch(z.nullable(text({ label: 'a name', max: 100 })), null),
  role: z.catch(z.nullable(z.enum(roles as [Role, ...Role[]])), null),
  state: z.catch(z.enum(membershipStates), 'current'),
})

/** What an address asks for; whatever it cannot mean falls back to the whole list. */
export function readPeopleQuery(params: URLSearchParams): PeopleQuery {
  const asked = searched.parse({
    q: params.get('q') ?? '',
    role: params.get('role') || null,
    state: params.get('state') || 'current',
  })
  return {
    ...asked,
    after: readPlace(params.get('after')),
    before: readPlace(params.get('before')),
  }
}

export function placeText({ name, id }: PersonPlace): string {
  return `${id}.${name}`
}

function readPlace(typed: string | null): PersonPlace | null {
  const match = /^(\d{1,15})\.(.{1,200})$/s.exec(typed ?? '')
  return match?.[1] && match[2] ? { id: Number(match[1]), name: match[2] } : null
}
