import * as z from 'zod/mini'
import { precisions } from '#app/domain/award.ts'
import { listingStatuses, stateKinds, streamKinds, streamStatuses } from '../schema/reference.ts'
import type { Trx } from '../index.ts'
import { blank, date, dollars, list, oneOf, text, url, whole, yesNo } from './cells.ts'
import type { ReferenceFolder } from './read.ts'
import { type Loaded, replaceLinks, upsert } from './upsert.ts'

/** Who gives, through which streams and programs, in which sectors and states. */
export async function loadPortfolioLists(trx: Trx, folder: ReferenceFolder): Promise<Loaded[]> {
  const programs = folder.read('programs.csv', program, ['code']).map((row) => {
    const { awardRangeUsd, targetSectors, ...rest } = row
    return { rest: { ...rest, ...awardRangeUsd }, targetSectors, code: row.code }
  })
  const sectors = folder.read('sectors.csv', sector, ['code']).map((row) => {
    const { careerCluster2024, careerClusterLegacy16, ...rest } = row
    return { ...rest, careerCluster: careerCluster2024, careerClusterLegacy: careerClusterLegacy16 }
  })
  const listings = folder.read('assistance_listings.csv', listing, ['aln']).map((row) => {
    const { agencyCode, bureauCode, gao19200Candidate, ...rest } = row
    return { ...rest, agency: agencyCode, bureau: bureauCode, gaoCandidate: gao19200Candidate }
  })
  const allotments = folder
    .read('wioa_allotments.csv', allotment, ['program', 'state', 'programYear'])
    .map(({ programName: _, programYear: year, ...rest }) => ({ ...rest, ...year }))

  return [
    await upsert(trx, 'agencies', ['code'], folder.read('agencies.csv', agency, ['code'])),
    await upsert(trx, 'states', ['usps'], folder.read('states.csv', state, ['usps'])),
    await upsert(trx, 'streams', ['code'], folder.read('streams.csv', stream, ['code'])),
    await upsert(trx, 'assistanceListings', ['aln'], listings),
    await upsert(
      trx,
      'programs',
      ['code'],
      programs.map(({ rest }) => rest),
    ),
    await upsert(trx, 'sectors', ['code'], sectors),
    await replaceLinks(
      trx,
      'programSectors',
      ['program', 'sector'],
      programs.flatMap(({ code, targetSectors }) =>
        (targetSectors ?? []).map((name, index) => ({
          program: code,
          sector: name,
          position: index + 1,
        })),
      ),
    ),
    await upsert(trx, 'wioaAllotments', ['program', 'state', 'programYear'], allotments),
  ]
}

const agency = z.object({ code: text, name: text, parent: blank(text), roleInSeti: text })

const state = z.object({
  usps: text,
  name: text,
  fips: text,
  kind: oneOf(stateKinds),
  edaRegion: blank(text),
  etaRegion: blank(whole),
  etaRegionCity: blank(text),
  stateWorkforceAgency: blank(text),
  agencyVerified: blank(yesNo),
  agencySourceUrl: blank(url),
})

const stream = z.object({
  code: text,
  name: text,
  agency: text,
  bureau: text,
  kind: oneOf(streamKinds),
  status: oneOf(streamStatuses),
  description: text,
  sourceUrl: url,
  officialAwards: blank(whole),
  officialTotalUsd: blank(dollars),
  precision: blank(oneOf(precisions)),
  asOf: blank(date),
  totalSourceTitle: blank(text),
  totalSourceUrl: blank(url),
})

const listing = z.object({
  aln: text,
  programTitle: text,
  agency: text,
  bureau: text,
  agencyCode: text,
  bureauCode: text,
  stream: blank(text),
  fundingStream: text,
  status: oneOf(listingStatuses),
  gao19200Candidate: blank(text),
  notes: blank(text),
  sourceUrl: url,
})

/** `500000-5000000` or `up to 3000000`. */
const awardRange = z.pipe(
  z
    .string()
    .check(z.regex(/^(\d+-|up to )\d+$/, 'must be such as 500000-5000000 or up to 3000000')),
  z.transform((range) => {
    const [ceiling = '', floor] = (range.match(/\d+/g) ?? []).reverse()
    return {
      awardFloorUsd: floor === undefined ? null : `${floor}.00`,
      awardCeilingUsd: `${ceiling}.00`,
    }
  }),
)

const program = z.object({
  code: text,
  stream: text,
  name: text,
  round: blank(text),
  assistanceListing: blank(text),
  officialAwards: blank(whole),
  officialTotalUsd: blank(dollars),
  precision: oneOf(precisions),
  asOf: blank(date),
  matchRule: blank(text),
  sourceUrl: url,
  canonicalUrl: blank(url),
  announcedOn: blank(date),
  rounds: blank(text),
  foa: blank(text),
  awardRangeUsd: blank(awardRange),
  tracks: blank(list),
  targetSectors: blank(list),
  notes: blank(text),
})

const sector = z.object({
  code: text,
  name: text,
  description: text,
  naics: list,
  naicsTitles: list,
  careerCluster2024: text,
  careerClusterLegacy16: text,
  crossCutting: yesNo,
  sourceTitles: blank(list),
  goodJobsChallengeIndustry: blank(text),
  sseepProgram: blank(text),
  typicalOccupations: list,
  sourceUrl: url,
  notes: blank(text),
})

/** `PY2020 (2020-07-01 to 2021-06-30)`. */
const programYear = z.pipe(
  z
    .string()
    .check(
      z.regex(
        /^PY\d{4} \(\d{4}-\d\d-\d\d to \d{4}-\d\d-\d\d\)$/,
        'must be such as PY2020 (2020-07-01 to 2021-06-30)',
      ),
    ),
  z.transform((year) => ({
    programYear: year.slice(0, 6),
    startsOn: year.slice(8, 18),
    endsOn: year.slice(22, 32),
  })),
)

const allotment = z.object({
  state: text,
  program: text,
  programName: text,
  programYear,
  allotmentUsd: dollars,
  withinStateFormulaUsd: blank(dollars),
  assistanceListing: text,
  sourceUrl: url,
  notes: blank(text),
})
