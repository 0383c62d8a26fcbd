import { type Origin, originWords } from '#app/domain/report/crosswalk.ts'

/** Where a figure that was taken over stood before. */
export function TakenFrom({ origin }: { origin: Origin | undefined }) {
  return origin ? <span className="sub">{originWords(origin)}</span> : null
}
