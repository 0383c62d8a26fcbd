import { now, setClockOffset } from '#app/domain/clock.ts'

/** Plays an act some days before today. */
export async function ago<T>(days: number, act: () => Promise<T>): Promise<T> {
  const offset = now().getTime() - Date.now()
  setClockOffset(offset - days * 86_400_000)
  try {
    return await act()
  } finally {
    setClockOffset(offset)
  }
}
