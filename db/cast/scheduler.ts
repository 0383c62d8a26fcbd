/** The schedule, as it acts in the play. */
export const castScheduler = { kind: 'system', name: 'scheduler', requestId: 'cast' } as const
