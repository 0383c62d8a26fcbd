import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { expect, vi } from 'vitest'
import { today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { castActor } from '#db/cast.ts'
import { db } from '#db/index.ts'
import { createInvitation } from '#db/invitations.ts'
import { requestReset } from '#db/password_resets.ts'
import { saveSection } from '#db/reports/answers.ts'
import { handOverReport } from '#db/reports/authors.ts'
import { certifyReport } from '#db/reports/certify.ts'
import { reopenReport } from '#db/reports/review.ts'
import { decideEvidence, submitEvidence } from '#db/studies/evidence.ts'
import { writeKey } from '#db/write.ts'
import { reportOf } from '#tests/setup/cast_reports.ts'

const nursing = 'nurse-educator-pathway-formative-study'

/** States the cast leaves out, played on top of it by the functions of the pages: reports being
 *  corrected, waiting for their signature and resubmitted, evidence sent back, open links. */
export async function playMore(dataDir: string): Promise<{
  invitation: string
  ownInvitation: string
  reset: string
  draft: string
  invitationId: number
  organizationId: number
}> {
  const corrected = reportOf('SAMPLE-GJC-01', 1)
  await reopen('priya.raman@eda.example.org', corrected)
  await handOver(corrected)
  const resubmitted = reportOf('SAMPLE-GJC-03', 1)
  await reopen('priya.raman@eda.example.org', resubmitted)
  await saveSection(
    await castActor('luis.herrera@bluemesa.example.org', 'report.write'),
    keyOf('save'),
    resubmitted,
    1,
    {
      changes: [{ itemCode: 'GJC_RECRUITED', part: 'value', value: '150' }],
      seen: 0,
      isAutomatic: false,
    },
  )
  await handOver(resubmitted)
  const joan = await castActor('joan.keller@bluemesa.example.org', 'report.certify')
  await certifyReport(joan, keyOf('sign'), resubmitted, await versionOf(resubmitted), {
    name: joan.name,
    title: 'Executive Director',
  })
  await reopen('tom.okafor@eta.example.org', reportOf('SAMPLE-BPIJG-01', 1))
  await sendBackEvidence()
  const invitationId = await invite('newcomer@bluemesa.example.org')
  await invite('mei.tan@bluemesa.example.org', 'tidewater-nursing-partnership')
  await requestReset('ben.kowalski@northfield.example.org')
  const { organizationId } = joan
  return {
    invitationId,
    organizationId,
    invitation: await linkTo(dataDir, 'newcomer@bluemesa.example.org'),
    ownInvitation: await linkTo(dataDir, 'mei.tan@bluemesa.example.org'),
    draft: await linkTo(dataDir, 'walter.ames@workforce.example.org'),
    reset: await linkTo(dataDir, 'ben.kowalski@northfield.example.org'),
  }
}

function keyOf(name: string) {
  return writeKey(`states-${name}`, name)
}

async function versionOf(number: string): Promise<number> {
  const report = await db
    .selectFrom('reports')
    .where('number', '=', number)
    .select('version')
    .executeTakeFirstOrThrow()
  return report.version
}

async function reopen(by: CastEmail, number: string): Promise<void> {
  const officer = await castActor(by, 'report.reopen')
  const reason = 'The grantee found five more applicants in its paper files.'
  const given = { sections: [1], reason }
  const version = await versionOf(number)
  expect(
    await reopenReport(officer, keyOf(`reopen-${number}`), number, version, given),
  ).toBeTruthy()
}

async function handOver(number: string): Promise<void> {
  const luis = await castActor('luis.herrera@bluemesa.example.org', 'report.write')
  await handOverReport(luis, keyOf(`hand-${number}`), number, await versionOf(number))
}

async function sendBackEvidence(): Promise<void> {
  const at = { slug: nursing, code: 'TWG1' }
  const milestoneVersion = async () => {
    const { version } = await db
      .selectFrom('milestones')
      .innerJoin('studies', 'studies.id', 'milestones.studyId')
      .where('studies.slug', '=', at.slug)
      .where('milestones.code', '=', at.code)
      .select('milestones.version')
      .executeTakeFirstOrThrow()
    return version
  }
  const amara = await castActor('amara.diallo@northfield.example.org', 'milestone.submit')
  await submitEvidence(amara, keyOf('evidence'), at, await milestoneVersion(), {
    description: 'Agenda of the meeting.',
    url: null,
    completedOn: addDays(today(), -1),
  })
  const ruth = await castActor('ruth.lindqvist@evaluation.example.org', 'milestone.accept')
  await decideEvidence(ruth, keyOf('send-back'), at, await milestoneVersion(), {
    decision: 'sent_back',
    words: 'An agenda is not minutes. Send what was decided.',
  })
}

async function invite(email: string, slug = 'blue-mesa-workforce-alliance'): Promise<number> {
  const alex = await castActor('alex.romero@seti.example.org', 'person.invite')
  const organization = await db
    .selectFrom('organizations')
    .where('slug', '=', slug)
    .select('id')
    .executeTakeFirstOrThrow()
  const invitation = await createInvitation(alex, keyOf(`invite-${email}`), {
    email,
    role: 'viewer',
    organizationId: organization.id,
    studyId: null,
  })
  return invitation?.id ?? 0
}

/** The address in the letter to somebody, once the server's own job has sent it. */
async function linkTo(dataDir: string, email: string): Promise<string> {
  const folder = path.join(dataDir, 'mail')
  return vi.waitFor(
    () => {
      const letters = readdirSync(folder).map((name) =>
        // A long line of a letter is folded.
        readFileSync(path.join(folder, name), 'utf8').replaceAll('=\r\n', ''),
      )
      const letter = letters.find((text) => text.includes(`To: ${email}`)) ?? ''
      const address = /https?:\/\/[^/\s]+(\/(?:invitations|reset-password|drafts)\/[\w-]+)/.exec(
        letter,
      )
      if (!address?.[1]) throw new Error(`No letter to ${email} came`)
      return address[1]
    },
    { timeout: 20_000, interval: 100 },
  )
}
