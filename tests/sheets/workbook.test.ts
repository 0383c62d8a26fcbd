import { buffer } from 'node:stream/consumers'
import { expect, test } from 'vitest'
import { readXlsx } from '#app/sheets/xlsx.ts'
import { writeWorkbook } from '#app/sheets/workbook.server.ts'

test('a workbook that is written reads back cell by cell, its second sheet last made', async () => {
  const rows = Array.from({ length: 450 }, (_, index) => [
    `=SUM(A1) & <row> “${index}”`,
    { number: `${index}.25` },
    null,
  ])
  let counted = 0
  const written = writeWorkbook(
    [
      {
        name: 'Figures',
        widths: [20, 20, 20],
        hasHead: true,
        *rows() {
          yield ['Text', 'Number', 'Nothing']
          for (const row of rows) {
            counted += 1
            yield row
          }
        },
      },
      {
        name: 'About',
        widths: [20, 20],
        hasHead: false,
        rows: () => [['Rows', { number: String(counted) }]],
      },
    ],
    ['Figures', 'About'],
  )
  const bytes = await buffer(written)
  const sheet = await readXlsx(bytes)
  expect(sheet).toHaveLength(451)
  expect(sheet[0]).toEqual(['Text', 'Number', 'Nothing'])
  expect(sheet[450]).toEqual(['=SUM(A1) & <row> “449”', 449.25])
})
