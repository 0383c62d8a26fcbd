import { type Query, withQuery } from './address.ts'

export const home = () => '/'
export const signIn = (query: { to?: string; notice?: string } = {}) => withQuery('/sign-in', query)
export const signOut = () => '/sign-out'
export const organization = (query: { to?: string } = {}) => withQuery('/organization', query)
export const today = () => '/today'
export const search = (query: Query = {}) => withQuery('/search', query)
export const inbox = (query: Query = {}) => withQuery('/inbox', query)
export const notice = (id: number) => `/inbox/${id}`
export const about = () => '/about'
