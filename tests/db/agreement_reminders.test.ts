import { randomUUID } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { permitSystem } from '#app/domain/access.ts'
import { now, setClockOffset, today } from '#app/domain/clock.ts'
import { addDays } from '#app/domain/dates.ts'
import { agreementReminder, renewFrom } from '#app/domain/study/agreements.ts'
import { castActor } from '#db/cast.ts'
import type { CastEmail } from '#db/cast/people.ts'
import { listNotices } from '#db/inbox.ts'
import { remindOfAgreements } from '#db/studies/agreement_reminders.ts'
import { endAgreement, enterAgreement } from '#db/studies/agreements.ts'
import { writeKey } from '#db/write.ts'
import { testDatabase } from '../setup/database.ts'
import { ladders } from '../setup/studies.ts'

const amara = 'amara.diallo@northfield.example.org'
const ruth = 'ruth.lindqvist@evaluation.example.org'
const scheduler = { kind: 'system', name: 'scheduler', requestId: 'test' } as const
const remind = (day: string) => remindOfAgreements(permitSystem(scheduler, 'agreement.remind'), day)
const key = () => writeKey(randomUUID(), 'test')

beforeAll(async () => {
  await testDatabase('played')
  // What the sample holds already is told, so that each test hears of its own.
  await remind(addDays(today(), 1))
})

async function enter(expiresOn: string, renewsId: number | null = null) {
  const actor = await castActor(amara, 'study.write')
  const entered = await enterAgreement(actor, key(), ladders, renewsId, {
    kind: 'dua',
    awardId: null,
    party: 'State of Nebraska',
    identifier: null,
    url: null,
    effectiveOn: addDays(today(), -300),
    expiresOn,
  })
  if (!entered) throw new Error('No study')
  return entered.id
}

async function toldTo(email: CastEmail): Promise<string[]> {
  const actor = await castActor(email, 'session.use')
  const { notices } = await listNotices(actor, { unread: false, after: null })
  return notices.map(({ kind }) => kind).filter((kind) => kind.startsWith('agreement_'))
}

test('a renewal that is due and a lapse are each told once, to the lead and the evaluation officers', async () => {
  const before = { amara: await toldTo(amara), ruth: await toldTo(ruth) }
  const expiresOn = addDays(today(), 20)
  await enter(expiresOn)
  expect(await remind(today())).toBe(1)
  expect(await remind(today())).toBe(0)
  expect(await toldTo(amara)).toEqual(['agreement_renewal_due', ...before.amara])
  expect(await toldTo(ruth)).toEqual(before.ruth)

  const offset = now().getTime() - Date.now()
  try {
    setClockOffset(offset + 21 * 86_400_000)
    const both = await Promise.all([1, 2, 3].map(() => remind(addDays(expiresOn, 1))))
    expect(both.reduce((sum, sent) => sum + sent, 0)).toBe(1)
  } finally {
    setClockOffset(offset)
  }
  expect(await toldTo(ruth)).toEqual(['agreement_lapsed', ...before.ruth])
  expect((await toldTo(amara))[0]).toBe('agreement_lapsed')
})

test('what is renewed, ended or far off is told to nobody', async () => {
  const first = await enter(addDays(today(), 10))
  await enter(addDays(today(), 900), first)
  const second = await enter(addDays(today(), 10))
  const ended = { endedOn: today(), reason: 'The data came.' }
  await endAgreement(await castActor(amara, 'study.write'), key(), ladders, second, ended)
  await enter(addDays(today(), 900))
  expect(await remind(today())).toBe(0)
})

test('the day counts by the kind of agreement, and no lapse is told as a renewal', () => {
  const agreement = { kind: 'dua', expiresOn: '2026-12-31', isRenewalTold: false } as const
  const from = renewFrom(agreement)
  expect(agreementReminder(agreement, addDays(from, -1))).toBeNull()
  expect(agreementReminder(agreement, from)).toBe('agreement.renewal_due')
  expect(agreementReminder({ ...agreement, isRenewalTold: true }, from)).toBeNull()
  expect(agreementReminder(agreement, '2026-12-31')).toBe('agreement.renewal_due')
  expect(agreementReminder({ ...agreement, isRenewalTold: true }, '2027-01-01')).toBe(
    'agreement.lapsed',
  )
  expect(agreementReminder({ ...agreement, expiresOn: null }, '2027-01-01')).toBeNull()
})
