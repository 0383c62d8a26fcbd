import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { Form, useActionData, useLoaderData, useRevalidator } from '@remix-run/react'
import { useEffect } from 'react'
import { ImportOutcome, ImportPlan } from '#app/components/award_import.tsx'
import { Button, ButtonLink, ButtonRow } from '#app/components/buttons.tsx'
import { KeyFigures, ProgressBar } from '#app/components/figures.tsx'
import { Alert } from '#app/components/notices.tsx'
import { Page } from '#app/components/page.tsx'
import { SheetProblems, problemsShown } from '#app/components/report/sheet_problems.tsx'
import { SampleBadge } from '#app/components/tags.tsx'
import { importMoveForm } from '#app/domain/award_import_forms.ts'
import {
  type PlannedAward,
  awardSheetKindLabels,
  importStateLabels,
  isUnderWay,
} from '#app/domain/award_sheet.ts'
import { formatDateTime } from '#app/domain/calendar.ts'
import { formatCount } from '#app/domain/count.ts'
import { readForm } from '#app/form.server.ts'
import { WriteFields } from '#app/form.tsx'
import * as paths from '#app/paths.ts'
import { attempt, found, foundId, refused } from '#app/responses.ts'
import { requireActor } from '#app/session.server.ts'
import { confirmImport, findImport, rereadImport } from '#db/awards/imports.ts'

type Loaded = Awaited<ReturnType<typeof loader>>

export const handle = { title: ({ file }: Loaded) => `Import awards – ${file.fileName}` }

/** How many awards of each kind a page shows; the list for download has them all. */
const plannedShown = 50

export async function loader({ request, params }: LoaderFunctionArgs) {
  const actor = await requireActor(request, 'award.import')
  const { planned, problems, ...file } = found(await findImport(actor, foundId(params['id'])))
  const of = (outcome: PlannedAward['outcome']) => planned.filter((one) => one.outcome === outcome)
  return {
    file,
    counts: { new: of('new').length, changed: of('changed').length, same: of('same').length },
    entered: of('new').slice(0, plannedShown),
    changed: of('changed').slice(0, plannedShown),
    problems: { count: problems.length, first: problems.slice(0, problemsShown) },
  }
}

export async function action({ request, params }: ActionFunctionArgs) {
  const actor = await requireActor(request, 'award.import')
  const id = foundId(params['id'])
  found(await findImport(actor, id))
  const form = await readForm(request, importMoveForm)
  if (!form.ok) return refused(form)
  const move = form.data.move === 'confirm' ? confirmImport : rereadImport
  const done = await attempt(form, () => move(actor, form.key, id, form.version))
  if (!done.ok) return done.reply
  throw redirect(paths.awardImport(found(done.result).id))
}

export default function AwardImport() {
  const loaded = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()
  const { file, counts, problems } = loaded
  useProgress(isUnderWay(file.state))
  const changes = counts.new + counts.changed
  return (
    <Page
      title={file.fileName}
      kicker={
        <>
          <span>Import of awards</span>
          <span aria-hidden="true">·</span>
          <span>{importStateLabels[file.state]}</span>
          {file.sample && <SampleBadge />}
        </>
      }
      lead={`Sent by ${file.who}, ${formatDateTime(file.uploadedAt)}${file.kind ? `; read by ${awardSheetKindLabels[file.kind]}` : ''}.`}
      breadcrumb={[
        { label: 'Awards', href: paths.awards() },
        { label: 'Import awards', href: paths.awardImports() },
      ]}
    >
      {reply?.errors && <Alert tone="error">{Object.values(reply.errors).join(' ')}</Alert>}
      {isUnderWay(file.state) && <UnderWay file={file} />}
      {file.state === 'refused' && file.say && (
        <Alert tone="error" title="This file could not be read">
          <p>{file.say}</p>
          <a href={paths.awardImports()}>Send another file</a>
        </Alert>
      )}
      {file.state === 'overtaken' && (
        <Alert tone="warning" title="Nothing of this file was stored">
          <p>{file.say}</p>
        </Alert>
      )}
      {problems.count > 0 && (
        <SheetProblems
          problems={problems.first}
          count={problems.count}
          subject="Award"
          href={paths.awardImportRows(file.id)}
        />
      )}
      {['ready', 'stored'].includes(file.state) && (
        <KeyFigures
          figures={[
            { label: 'New', value: formatCount(counts.new) },
            { label: 'Changed', value: formatCount(counts.changed) },
            { label: 'Same as now', value: formatCount(counts.same) },
          ]}
        />
      )}
      {file.state === 'stored' && <ImportOutcome {...loaded} />}
      {file.state === 'ready' && changes === 0 && (
        <Alert tone="info" title="This file changes nothing">
          <p>
            All of it stands in the record already.{' '}
            <a href={paths.awardImports()}>Send another file</a>
          </p>
        </Alert>
      )}
      {file.state === 'ready' && changes > 0 && (
        <Form method="post">
          <WriteFields version={file.version} />
          <ButtonRow>
            <Button name="move" value="confirm">
              {`Store ${formatCount(changes)} ${changes === 1 ? 'award' : 'awards'}`}
            </Button>
            <ButtonLink look="outline" href={paths.awardImports()}>
              Send another file
            </ButtonLink>
          </ButtonRow>
          <p className="fine-print">
            All of them are stored at once, or none. Nothing is stored before you press the button.
          </p>
        </Form>
      )}
      {(file.state === 'overtaken' || (file.state === 'refused' && problems.count > 0)) && (
        <Form method="post">
          <WriteFields version={file.version} />
          <ButtonRow>
            <ButtonLink href={paths.awardImports()}>Send the file again, fixed</ButtonLink>
            <Button look="outline" name="move" value="reread">
              Compare this one with the record again
            </Button>
          </ButtonRow>
        </Form>
      )}
      <ImportPlan {...loaded} shown={plannedShown} />
    </Page>
  )
}

function UnderWay({ file }: Pick<Loaded, 'file'>) {
  const isStoring = file.state === 'confirmed' || file.state === 'storing'
  return (
    <Alert tone="info" title={isStoring ? 'The awards are being stored' : 'The file is being read'}>
      {!isStoring && file.rowsTotal > 0 && (
        <ProgressBar share={file.rowsDone / file.rowsTotal}>
          {formatCount(file.rowsDone)} of {formatCount(file.rowsTotal)} rows compared with the
          record
        </ProgressBar>
      )}
      <p>
        You can leave this page; the work goes on.{' '}
        <a href={paths.awardImport(file.id)}>See how far it is</a>
      </p>
    </Alert>
  )
}

/** Looks again by itself while a job has the file in hand. */
function useProgress(isRunning: boolean): void {
  const { revalidate } = useRevalidator()
  useEffect(() => {
    if (!isRunning) return
    const again = setInterval(revalidate, 1500)
    return () => clearInterval(again)
  }, [isRunning, revalidate])
}
