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

/** What a certifying official signs; it follows the certification of 2 CFR 200.415(a). */
export const certificationStatement =
  'By signing this report, I certify to the best of my knowledge and belief that it is true, complete and accurate, and that I may bind the organization. I am aware that false, fictitious or fraudulent information, or leaving out a material fact, may bring criminal, civil or administrative penalties.'

/** The same for a period in which nothing happened that the form asks for. */
export const nothingStatement =
  'By signing, I certify to the best of my knowledge and belief that there is nothing to report for this period under this award, and that I may bind the organization. I am aware that a false statement may bring criminal, civil or administrative penalties.'
