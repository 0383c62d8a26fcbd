import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { Button, ButtonRow } from '#app/components/buttons.tsx'
import { Page } from '#app/components/page.tsx'
import * as paths from '#app/paths.ts'
import { signOut } from '#app/session.server.ts'

export const handle = { title: 'Sign out' }

export async function action({ request }: ActionFunctionArgs) {
  const headers = await signOut(request)
  throw redirect(paths.signIn({ notice: 'signed-out' }), { headers })
}

export default function SignOut() {
  return (
    <Page title="Sign out" lead="Anything you have saved stays saved.">
      <form method="post" action={paths.signOut()}>
        <ButtonRow>
          <Button>Sign out</Button>
        </ButtonRow>
      </form>
    </Page>
  )
}
