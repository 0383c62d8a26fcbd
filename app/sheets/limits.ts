/** The largest sheet that is read, and what a larger one is told. */
export const sheetLimits = {
  rows: 20_000,
  columns: 200,
  tooManyRows: 'This sheet has more than 20,000 rows. Split it, or use the template.',
  tooManyColumns: 'This sheet has more than 200 columns. Keep the ones of the template.',
}
