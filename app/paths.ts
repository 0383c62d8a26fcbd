/** Every address as a function, a file an area, so that a page carries the addresses it writes;
 *  `routes.ts` is the same list as a table of contents. */
export * from './paths/accounts.ts'
export * from './paths/award.ts'
export * from './paths/awards.ts'
export * from './paths/deliverables.ts'
export * from './paths/evidence.ts'
export * from './paths/frame.ts'
export * from './paths/money.ts'
export * from './paths/portfolio.ts'
export * from './paths/practice.ts'
export * from './paths/reports.ts'
export * from './paths/studies.ts'
export type { Query } from './paths/address.ts'
