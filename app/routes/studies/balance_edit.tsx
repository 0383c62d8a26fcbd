import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SubmitRow } from '#app/components/buttons.tsx'
import { FieldSet, Radios } from '#app/components/choices.tsx'
import { NumberField, TextArea } from '#app/components/fields.tsx'
import { StudyFrame } from '#app/components/study_frame.tsx'
import {
  balanceColumns,
  balanceSampleLabels,
  balanceSamples,
  balanceText,
  readBalanceRows,
} from '#app/domain/study/balance_table.ts'
import { readForm } from '#app/form.server.ts'
import { SchemaForm } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import type { Cell } from '#app/domain/report/sheet_reading.ts'
import { readCsv } from '#app/sheets/csv.ts'
import { Unreadable } from '#app/sheets/unreadable.ts'
import { openBalance, saveBalance } from '#db/studies/balance.ts'

export const handle = { title: 'Enter characteristics' }

const schema = async () => (await import('#app/domain/study/lock_forms.ts')).balanceForm

export async function loader({ request, params }: LoaderFunctionArgs) {
  await requireActor(request, 'study.write')
  const actor = await requireActor(request, 'arms.read')
  const { study, tables } = found(await openBalance(actor, params['slug'] ?? ''))
  const asked = new URL(request.url).searchParams.get('sample')
  const table = tables.find(({ sample }) => sample === asked) ?? tables[0]
  return {
    study,
    version: Math.max(0, ...tables.map(({ no }) => no)),
    values: {
      sample: table?.sample ?? 'randomized',
      rows: balanceText(table?.rows ?? []),
      ...(table?.omnibus
        ? {
            f: String(table.omnibus.f),
            df1: String(table.omnibus.df1),
            df2: String(table.omnibus.df2),
          }
        : {}),
    },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'study.write')
  const slug = params['slug'] ?? ''
  const form = await readForm(request, await schema())
  if (!form.ok) return refused(form)
  const read = readRows(form.data.rows)
  if (!read.ok) return refused({ typed: form.typed, errors: { rows: read.sentence } })
  const done = await attempt(form, () =>
    saveBalance(actor, form.key, slug, form.version, { ...form.data, rows: read.rows }),
  )
  if (!done.ok) return done.reply
  found(done.result)
  throw redirect(paths.studyBalance(slug, { done: 'saved' }))
}

/** The pasted rows, or the first ten things wrong with them in one sentence each. */
function readRows(text: string) {
  try {
    const read = readBalanceRows(readCsv(Buffer.from(text)).map((row) => row.map(wordsOf)))
    if (read.ok) return read
    const shown = read.problems.slice(0, 10).map(({ row, sentence }) => `Row ${row}: ${sentence}`)
    const more = read.problems.length - shown.length
    return {
      ok: false as const,
      sentence: [...shown, ...(more > 0 ? [`And ${more} more rows.`] : [])].join(' '),
    }
  } catch (error) {
    if (error instanceof Unreadable) return { ok: false as const, sentence: error.message }
    throw error
  }
}

const wordsOf = (cell: Cell) => (typeof cell === 'string' ? cell : '')

export default function EnterBalance() {
  const { study, version, values } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  return (
    <StudyFrame
      study={study}
      part="balance"
      isBelow
      title="Enter characteristics"
      lead="Paste a table from a spreadsheet, or write a line for each characteristic. All of it is saved, or nothing."
    >
      <SchemaForm schema={schema} reply={reply} values={values} version={version}>
        {(field) => (
          <>
            <Radios
              {...field('sample')}
              legend="Which people are compared"
              choices={balanceSamples.map((value) => ({
                value,
                label: balanceSampleLabels[value],
              }))}
            />
            <TextArea
              {...field('rows')}
              label="Characteristics"
              hint={
                <>
                  A line for each: {balanceColumns.join(', ')}. The kind is “measured” with a mean
                  and SD, or “share” with the number of people who have it and no SD. For example:
                  Earnings in the year before, measured, 345, 12775, 11800, 345, 11350, 10900, yes
                </>
              }
              rows={12}
            />
            <FieldSet
              id="omnibus"
              legend="Omnibus test"
              hint="Assignment regressed on all characteristics with block indicators. Leave it empty if you have none."
            >
              <div className="field-grid">
                <NumberField {...field('f')} label="F" optional inputMode="decimal" />
                <NumberField {...field('df1')} label="Numerator df" optional />
                <NumberField {...field('df2')} label="Denominator df" optional />
              </div>
            </FieldSet>
            <TextArea
              {...field('reason')}
              label="Reason, for a correction after the database lock"
              optional
              rows={2}
            />
            <SubmitRow
              label="Save the balance"
              instead="Back to the balance"
              href={paths.studyBalance(study.slug)}
            />
          </>
        )}
      </SchemaForm>
    </StudyFrame>
  )
}
