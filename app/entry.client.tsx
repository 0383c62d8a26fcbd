import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { DocumentRequestProvider, readDocumentRequest } from './request.tsx'

void pageData().then(() =>
  startTransition(() => {
    hydrateRoot(
      document,
      <StrictMode>
        <DocumentRequestProvider value={readDocumentRequest(document)}>
          <RemixBrowser />
        </DocumentRequestProvider>
      </StrictMode>,
    )
  }),
)

/** Until its data are decoded, RemixBrowser suspends the whole page, and React gives a page up for
 *  good when a key is pressed meanwhile. Asked first, before any hook, it throws what to wait for; a
 *  fault it throws again when the page is hydrated, where it is reported. */
async function pageData(): Promise<void> {
  try {
    RemixBrowser({})
  } catch (decoding) {
    await decoding
  }
}
