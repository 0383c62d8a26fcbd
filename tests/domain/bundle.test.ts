import { expect, test } from 'vitest'
import { placeOfFile, readmeOf, sumsOf } from '#app/domain/bundle.ts'

const sha256 = 'ab'.repeat(32)

test('a supporting file gets a place that no name can lead out of', () => {
  const place = (name: string) => placeOfFile({ name, sha256 })
  expect(place('Exit survey (2).csv')).toBe('files/abababababababab_Exit survey (2).csv')
  for (const name of [
    '../../etc/passwd',
    '..\\..\\boot.ini',
    '/root',
    'C:\\x',
    '..',
    'a\0b',
    '‮gpj.exe',
  ]) {
    expect(place(name)).toMatch(/^files\/[0-9a-f]{16}_[\w. ()-]*$/)
    expect(place(name).split('/')).not.toContain('..')
  }
  expect(place(`${'x'.repeat(300)}.pdf`).length).toBeLessThan(150)
})

test('sums are written as the usual command reads them', () => {
  expect(sumsOf([{ name: 'award.json', size: 2, sha256 }])).toBe(`${sha256}  award.json\n`)
})

test('the words that go with a bundle say for whom it is and nothing of when', () => {
  const readme = readmeOf({
    award: 'A-1',
    reader: { role: 'auditor', organization: 'OIG' },
    through: { seq: 7, hash: sha256 },
  })
  expect(readme).toContain('as far as an auditor\nof OIG may read it')
  expect(readme).not.toMatch(/\d{4}-\d\d-\d\d/)
})
