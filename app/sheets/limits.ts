/** The largest sheet that is read, and what a larger one is told. */
export const sheetLimits = {
  rows: 20_000,
  columns: 200,
  tooManyRows:
    'This sheet has more than 20,000 rows. Use the template of the report, which has one row a figure.',
  tooManyColumns:
    'This sheet has more than 200 columns. Use the template of the report, which has eleven.',
}
