import { today } from './clock.ts'
import { isBusinessDay } from './holidays.ts'

/** The hour in Washington at which a day's digest goes out. */
const digestHour = 8

/** The moment up to which today's digest tells: 8:00 Eastern on a working day, once it has struck; null
 *  before it and on days on which nobody works. */
export function digestCutoff(now: Date, day = today()): Date | null {
  if (!isBusinessDay(day)) return null
  // Washington is four or five hours behind UTC; exactly one of these is eight o'clock there.
  const cutoff = [4, 5]
    .map((behind) => new Date(`${day}T${String(digestHour + behind).padStart(2, '0')}:00:00Z`))
    .find((instant) => hourFormat.format(instant) === String(digestHour).padStart(2, '0'))
  return cutoff && cutoff <= now ? cutoff : null
}

const hourFormat = new Intl.DateTimeFormat('en-US', {
  timeZone: 'America/New_York',
  hour: '2-digit',
  hourCycle: 'h23',
})
