import * as z from 'zod/mini'

/** What a form posts of the boxes ticked in a list: each record's number with the version the list showed,
 *  `NUMBER@VERSION`. */
export function chosenOf(most: number, message: string) {
  return z.pipe(
    z._default(z.union([z.string(), z.array(z.string())]), []),
    z.transform((posted, context) => {
      const all = [posted].flat().map((one) => /^([^@\s]{1,200})@(\d{1,9})$/.exec(one))
      if (all.length === 0 || all.length > most || all.includes(null)) {
        context.issues.push({ code: 'custom', message, input: posted })
      }
      return all.flatMap((match) =>
        match ? [{ number: match[1] ?? '', version: Number(match[2]) }] : [],
      )
    }),
  )
}
