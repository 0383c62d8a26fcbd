import type { LoaderFunctionArgs } from '@remix-run/node'
import { now } from '#app/domain/clock.ts'
import { type CsvColumn, fileMoment } from '#app/domain/csv.ts'
import { fidelityWordLabels } from '#app/domain/evidence/fidelity.ts'
import { componentLabels } from '#app/domain/evidence/library.ts'
import {
  heldAgainst,
  populationReason,
  replicationQuery,
  scaleReason,
} from '#app/domain/evidence/replication.ts'
import { exportCsv } from '#app/export.server.ts'
import * as paths from '#app/paths.ts'
import { replicationAsked } from '#app/replication.server.ts'
import { requireActor } from '#app/session.server.ts'
import { type ReplicationAward, listReplication } from '#db/evidence/replication.ts'

type Held = ReturnType<typeof heldAgainst>[number]
type Line = ReplicationAward & Held & Record<'population' | 'scale', string>

const text = (header: string, value: (line: Line) => string | null): CsvColumn<Line> => ({
  header,
  kind: 'text',
  value,
})

const columns: CsvColumn<Line>[] = [
  text('Award', ({ number }) => number),
  text('Name', ({ name }) => name),
  text('Grantee', ({ leadOrganization }) => leadOrganization),
  text('Origin', ({ sample }) => (sample ? 'sample' : 'sources')),
  { header: 'Amount', kind: 'number', value: ({ amount }) => amount },
  text('Population', ({ population }) => population),
  text('Scale', ({ scale }) => scale),
  text('Component', ({ component }) => componentLabels[component]),
  text('Rating', ({ said }) => (said ? fidelityWordLabels[said.word] : 'not rated')),
  text('Quarter to', ({ said }) => said?.periodEnd ?? null),
  text('Rated by', ({ said }) => said?.ratedBy ?? null),
]

/** The whole list of the page as a file: a line for each award and component that falls short or was not rated.
 *  Taking it away is an event. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'replication.read')
  const { model, needs, tried, filters } = await replicationAsked(request, params['key'])
  const awards = await listReplication(actor, { code: model.code, needs, tried }, filters, {
    after: null,
    limit: null,
  })
  const lines = awards.flatMap((award) =>
    heldAgainst(award.words, needs)
      .filter(({ isShort, said }) => isShort || said === null)
      .map((held) => ({
        ...award,
        ...held,
        population: populationReason(award.serves, tried),
        scale: scaleReason(award.planned, tried),
      })),
  )
  return exportCsv(actor, 'replication.exported', {
    columns,
    rows: lines,
    address: paths.replication(model.code, replicationQuery(filters)),
    name: ['replication', model.code, filters.list, fileMoment(now())],
  })
}
