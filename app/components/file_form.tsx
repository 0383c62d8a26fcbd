import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { ErrorSummary } from './notices.tsx'
import { FileField } from './fields.tsx'
import { type Refused, WriteFields, useFocusOnRefusal } from '#app/form.tsx'

/** A form that sends one file. The browser posts it itself and shows how far it is. */
export function FileForm(props: {
  label: string
  hint: ReactNode
  /** Endings, as the browser's file dialog takes them: '.csv,.xlsx'. */
  accept: string
  reply?: Refused | undefined
  /** The buttons. */
  children: ReactNode
}) {
  const { label, hint, accept, reply, children } = props
  return (
    <Form method="post" encType="multipart/form-data" reloadDocument noValidate>
      <WriteFields />
      <FileField
        name="file"
        label={label}
        hint={hint}
        accept={accept}
        error={reply?.errors['file']}
      />
      {children}
    </Form>
  )
}

/** Why a file was refused, on top of its page. */
export function FileErrors({ reply }: { reply?: Refused | undefined }) {
  const errors = reply?.errors ?? {}
  useFocusOnRefusal(reply, 0, errors)
  return <ErrorSummary errors={Object.entries(errors).map(([id, message]) => ({ id, message }))} />
}
