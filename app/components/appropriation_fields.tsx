import type { FieldProps } from '#app/form.tsx'
import { DateField } from './date-field.tsx'
import { MoneyField, TextField } from './fields.tsx'

/** What is asked of an appropriation, at first and when it is corrected. */
export function AppropriationFields({ field }: { field: (name: string) => FieldProps }) {
  return (
    <>
      <MoneyField {...field('amount')} label="Amount" hint="What the law gives for the year." />
      <TextField
        {...field('source')}
        label="Law and section"
        hint="As it is cited, for example: Public Law 117-2, section 6001."
      />
      <TextField
        {...field('sourceUrl')}
        type="url"
        label="Address of the source"
        hint="Where anybody can read it."
        optional
      />
      <DateField
        name="knownOn"
        field={field}
        legend="Known since"
        hint="The day it was enacted or published. As of an earlier day it is not shown."
      />
    </>
  )
}
