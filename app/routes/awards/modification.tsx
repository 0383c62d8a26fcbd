import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { modificationTitle } from '#app/components/modification/frame.tsx'
import { ModificationPage } from '#app/components/modification/page.tsx'
import { modificationPage } from '#app/modification.server.ts'
import { requireActor } from '#app/session.server.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ modification }: Loaded) => modificationTitle(modification) }

export async function loader({ request, params }: LoaderFunctionArgs) {
  return modificationPage(await requireActor(request, 'modification.read'), request, params)
}

export default function Modification() {
  return <ModificationPage {...useLoaderData<typeof loader>()} reply={undefined} />
}
