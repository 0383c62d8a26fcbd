import {
  type Check,
  type Standing,
  modelsWithin,
  standings,
  standsTo,
} from '#app/domain/evidence/claims.ts'
import { noFindingFilters } from '#app/domain/evidence/finding_list.ts'
import { db } from '../index.ts'
import { type ListedFinding, listAllFindings } from './findings.ts'
import { listModelTree } from './models.ts'

/** Every claim of the library with how many findings confirm, refine, contradict or restate it; a claim that
 *  no rule tests has none. */
export async function listClaims() {
  const [claims, judge] = await Promise.all([
    db.selectFrom('claims').selectAll().orderBy('position').execute(),
    prepareJudge(),
  ])
  return claims.map((claim) => {
    const { checks, answers } = judge(claim)
    const counts = Object.fromEntries(
      standings.map((standing) => [
        standing,
        answers.filter((one) => one.standing === standing).length,
      ]),
    ) as Record<Standing, number>
    return { ...claim, isTested: checks.length > 0, counts }
  })
}

export type ListedClaim = Awaited<ReturnType<typeof listClaims>>[number]

/** One claim with the findings that its figure was read from and those that a rule holds against it. */
export async function findClaim(code: string) {
  const claim = await db
    .selectFrom('claims')
    .where('code', '=', code)
    .selectAll()
    .executeTakeFirst()
  if (!claim) return null
  const [judge, figureOf] = await Promise.all([
    prepareJudge(),
    db
      .selectFrom('claimFindings')
      .innerJoin('findings', 'findings.code', 'claimFindings.finding')
      .where('claimFindings.claim', '=', code)
      .select(['findings.code', 'findings.sourceDetail'])
      .select((eb) => eb.fn.coalesce('findings.canonicalUrl', 'findings.sourceUrl').as('url'))
      .orderBy('findings.position')
      .execute(),
  ])
  return { ...claim, ...judge(claim), figureOf }
}

/** The claims of one text, in its order. */
export async function listClaimsOf(shortTitle: string) {
  return db
    .selectFrom('claims')
    .where('shortTitle', '=', shortTitle)
    .select(['code', 'claim'])
    .orderBy('position')
    .execute()
}

interface Judgeable {
  code: string
  shortTitle: string
  qualifier: string | null
  value: string | null
  valueTo: string | null
}

interface Judgement {
  checks: (Check & { basis: string })[]
  answers: { finding: ListedFinding; standing: Standing }[]
}

async function prepareJudge(): Promise<(claim: Judgeable) => Judgement> {
  const [all, findings, tree] = await Promise.all([
    db.selectFrom('claimChecks').selectAll().orderBy('outcomeDomain').execute(),
    listAllFindings({ filters: noFindingFilters, sort: 'code', descending: false }),
    listModelTree(),
  ])
  return (claim) => {
    const checks = all.filter((check) => check.claim === claim.code)
    const answers = checks.flatMap((check) => {
      const models = check.models && modelsWithin(check.models, tree)
      return findings.flatMap((finding) => {
        const standing = standsTo(finding, claim, check, models)
        return standing ? [{ finding, standing }] : []
      })
    })
    return { checks, answers }
  }
}
