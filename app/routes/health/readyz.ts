import { isReady } from '#app/readiness.server.ts'

/** Work may be sent here: the database answers, is at this code's migrations, and we are not stopping. */
export async function loader() {
  const problem = await isReady()
  return new Response(problem ? `${problem}\n` : 'ok\n', {
    status: problem ? 503 : 200,
    headers: { 'content-type': 'text/plain' },
  })
}
