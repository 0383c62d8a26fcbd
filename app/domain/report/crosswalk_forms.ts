import * as z from 'zod/mini'
import { type Offer, takeField } from './crosswalk.ts'

/** Which figures to take over: for each item one of its offers, or none. Yields the keys by item. */
export function takeForm(offers: readonly Pick<Offer, 'itemCode' | 'key'>[]) {
  const codes = [...new Set(offers.map(({ itemCode }) => itemCode))]
  const chosen = z._default(z.string().check(z.maxLength(300)), '')
  return z.pipe(
    z.strictObject({
      ...Object.fromEntries(codes.map((code) => [takeField(code), chosen])),
      seen: z._default(z.string().check(z.regex(/^\d{1,15}$/)), '0'),
    }),
    z.transform((posted: { seen: string; [field: string]: unknown }) => ({
      seen: Number(posted.seen),
      chosen: codes.flatMap((itemCode) => {
        const key = posted[takeField(itemCode)]
        return typeof key === 'string' && key ? [{ itemCode, key }] : []
      }),
    })),
  )
}
