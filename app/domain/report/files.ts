/** What may back an answer. */
export const fileKinds = ['pdf', 'png', 'jpeg', 'csv', 'xlsx', 'docx', 'txt'] as const
export type FileKind = (typeof fileKinds)[number]
