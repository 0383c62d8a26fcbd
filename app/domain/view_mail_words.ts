/** How often somebody hears by mail of what entered and left a view. */
export const viewMails = ['none', 'weekday', 'monday'] as const
export type ViewMail = (typeof viewMails)[number]
export const digestRhythms = ['weekday', 'monday'] as const satisfies readonly ViewMail[]
export type DigestRhythm = (typeof digestRhythms)[number]

export const viewMailLabels = {
  none: 'Not by mail',
  weekday: 'Each working day on which an award entered or left it',
  monday: 'Every Monday, also when nothing changed',
} satisfies Record<ViewMail, string>

/** The same in a line of a list. */
export const viewMailShort = {
  none: 'not by mail',
  weekday: 'by mail when something moves',
  monday: 'by mail on Mondays',
} satisfies Record<ViewMail, string>
