import { createContext, useContext } from 'react'

/** What the document was made for: its reference, and whether it answers a form that was refused.
 *  The browser reads both back from the page, so that hydration agrees with the server. */
export interface DocumentRequest {
  reference: string
  isRefused: boolean
  /** The database could not be asked, so the page has nothing to show. */
  isUnavailable: boolean
  nonce: string
}

const context = createContext<DocumentRequest>({
  reference: '',
  isRefused: false,
  isUnavailable: false,
  nonce: '',
})

export const DocumentRequestProvider = context.Provider

export function useDocumentRequest(): DocumentRequest {
  return useContext(context)
}

export const requestMetaName = 'request'

export function readDocumentRequest(document: Document): DocumentRequest {
  const content = document.querySelector(`meta[name=${requestMetaName}]`)?.getAttribute('content')
  const [reference = '', ...marks] = (content ?? '').split(' ')
  // The browser hides nonces from scripts; an empty one agrees with what it shows.
  const isRefused = marks.includes('refused')
  return { reference, isRefused, isUnavailable: marks.includes('unavailable'), nonce: '' }
}
