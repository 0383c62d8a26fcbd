import { expect, test } from 'vitest'
import {
  type SiteInvitationMove,
  siteInvitationMoves,
  siteInvitationStates,
  siteMoveRefusal,
  standingOf,
} from '#app/domain/study/site_invitations.ts'

const day = '2026-05-10'

test('an invitation lapses on the day after its last, and only where nobody answered', () => {
  expect(standingOf({ state: 'sent', answerBy: day }, day)).toBe('sent')
  expect(standingOf({ state: 'sent', answerBy: '2026-05-09' }, day)).toBe('lapsed')
  expect(standingOf({ state: 'declined', answerBy: '2026-05-09' }, day)).toBe('declined')
})

test('only what waits is answered; what waits or lapsed is withdrawn; the rest says what it is', () => {
  const open = Object.keys(siteInvitationMoves).flatMap((move) =>
    siteInvitationStates.flatMap((state) =>
      [day, '2026-05-09'].flatMap((answerBy) =>
        siteMoveRefusal(move as SiteInvitationMove, { state, answerBy }, day) === null
          ? [`${move} ${standingOf({ state, answerBy }, day)}`]
          : [],
      ),
    ),
  )
  expect(open).toEqual(['accept sent', 'decline sent', 'withdraw sent', 'withdraw lapsed'])
  expect(siteMoveRefusal('accept', { state: 'sent', answerBy: '2026-05-09' }, day)).toBe(
    'This invitation lapsed: it was to be answered by May 9, 2026.',
  )
})
