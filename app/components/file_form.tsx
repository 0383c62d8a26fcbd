import { Form } from '@remix-run/react'
import type { ReactNode } from 'react'
import { FileField } from './fields.tsx'
import { type Refused, WriteFields } from '#app/form.tsx'

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
