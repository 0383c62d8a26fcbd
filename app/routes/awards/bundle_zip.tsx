import type { Readable } from 'node:stream'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Page } from '#app/components/page.tsx'
import { writeBundle } from '#app/documents/bundle.server.ts'
import { fileName } from '#app/domain/csv.ts'
import { logError } from '#app/log.server.ts'
import * as paths from '#app/paths.ts'
import { requestScope } from '#app/request.server.ts'
import { conflict, download, found } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { findBundle, recordBundle } from '#db/awards/bundle.ts'

export const handle = { title: 'The records of an award' }

/** The records of an award in one file. Whatever refuses it is a page; the file takes the page's place. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'report.read')
  const bundle = found(await findBundle(actor, params['number'] ?? ''))
  if (bundle.versions === 0) {
    throw conflict(
      'No report of this award was submitted that you may read, so there is no bundle.',
    )
  }
  const subject = await recordBundle(actor, bundle)
  const scope = requestScope()
  scope.download = () => {
    const stream = inTurn(writeBundle({ actor, bundle, subject }), request.signal)
    return download(stream, 'application/zip', `${fileName(bundle.number, 'records')}.zip`)
  }
  return { number: bundle.number }
}

/** A stream that is made no faster than it is taken, and no further than its reader stays. */
function inTurn(made: Readable, signal: AbortSignal): ReadableStream<Uint8Array> {
  const { id, taken } = requestScope()
  const chunks = made.iterator() as AsyncIterator<Uint8Array>
  return new ReadableStream({
    async pull(controller) {
      await taken?.()
      if (signal.aborted) {
        made.destroy()
        return controller.close()
      }
      try {
        const { done, value } = await chunks.next()
        if (done) controller.close()
        else controller.enqueue(value)
      } catch (error) {
        logError(id, error)
        controller.error(new Error('A bundle ended before it was whole'))
      }
    },
    cancel: () => void made.destroy(),
  })
}

/** Seen only by who comes without loading a page anew. */
export default function BundleDownload() {
  const { number } = useLoaderData<typeof loader>()
  return (
    <Page
      title="The records of an award"
      breadcrumb={[{ label: number, href: paths.award(number) }]}
    >
      <p>
        <a href={paths.awardBundleZip(number)} download>
          Download the bundle
        </a>
      </p>
    </Page>
  )
}
