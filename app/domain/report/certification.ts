/**
 * Separation of duties (2 CFR 200.415 asks for a signature; that it is another person's is a rule
 * of this tracker): where an organization has two active people who may prepare or certify, whoever
 * handed over or changed an answer of a version cannot certify it. A person alone may do both.
 * Returns null, or the sentence that says why not. People are given by id.
 */
export function mayCertify({
  preparers,
  certifier,
  activePeople,
}: {
  preparers: readonly number[]
  certifier: number
  activePeople: number
}): string | null {
  if (activePeople < 2 || !preparers.includes(certifier)) return null
  return 'You prepared this version, so someone else in your organization must certify it.'
}

/** Whether one person prepared and certified, which record, receipt and review page then say. */
export const solePerson = (preparers: readonly number[], certifier: number) =>
  preparers.length > 0 && preparers.every((preparer) => preparer === certifier)
