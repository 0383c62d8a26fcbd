import * as z from 'zod/mini'

/** What a grants officer does with a file that was read: store what it would do, or have it read again. */
export const importMoveForm = z.strictObject({ move: z.enum(['confirm', 'reread']) })
