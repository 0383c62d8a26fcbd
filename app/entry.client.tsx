import { RemixBrowser } from '@remix-run/react'
import { StrictMode, startTransition } from 'react'
import { hydrateRoot } from 'react-dom/client'
import { DocumentRequestProvider, readDocumentRequest } from './request.tsx'

startTransition(() => {
  hydrateRoot(
    document,
    <StrictMode>
      <DocumentRequestProvider value={readDocumentRequest(document)}>
        <RemixBrowser />
      </DocumentRequestProvider>
    </StrictMode>,
  )
})
