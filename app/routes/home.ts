import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import * as paths from '#app/paths.ts'
import { readSession } from '#app/session.server.ts'

export async function loader({ request }: LoaderFunctionArgs) {
  throw redirect((await readSession(request)) ? paths.today() : paths.signIn())
}
