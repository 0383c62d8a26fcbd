/** Texts that have broken one program or another, and ways to send them. */
export const hostileTexts: readonly string[] = [
  '',
  ' ',
  '\0',
  'a\0b',
  '\ud800',
  'x\udfff',
  '\u202eright to left',
  '\u200f\u200b\ufeff',
  '😀'.repeat(50),
  'e\u0301'.repeat(200),
  'a'.repeat(100_000),
  '\n'.repeat(5000),
  '1e309',
  '-1e309',
  '-1',
  '-0',
  '0x10',
  'NaN',
  'Infinity',
  '9007199254740993',
  '99999999999999999999999999',
  '1,2,3.4.5',
  '٣٤',
  '0.1234567890123456789',
  '2026-02-30',
  '9999-99-99',
  '-2026-01-01',
  '10000-01-01',
  'null',
  'undefined',
  'true',
  '[]',
  '{"a":[1]}',
  '__proto__',
  'constructor',
  'toString',
  'hasOwnProperty',
  "' or 1=1 --",
  '"; drop table events; --',
  '%',
  '_%\\',
  '\\',
  '=1+1',
  '<script>alert(1)</script>',
  '../../etc/passwd',
  '//attacker.example.com',
  'javascript:alert(1)',
  'https://user:password@example.org\\@x',
  '{{7*7}}',
  // What a template would fill in.
  '#{7*7}',
  '\r\nset-cookie: session=x',
  '(((((((((((((((((((((((a+)+)+)+)+$',
]

/** Percent-encodes like a careless client: lone surrogates as their three bytes, now and then a piece
 *  that is no encoding at all. */
export function carelesslyEncoded(text: string, random: () => number): string {
  if (random() < 0.05)
    return ['%', '%zz', '%c3', '%ff%fe', '%ed%a0%80', '%u0041'][pickIndex(6, random)] ?? '%'
  return [...text]
    .map((character) =>
      /^[\ud800-\udfff]$/.test(character) ? '%ed%a0%80' : encodeURIComponent(character),
    )
    .join('')
}

function pickIndex(length: number, random: () => number): number {
  return Math.floor(random() * length)
}

export function pick<T>(list: readonly T[], random: () => number): T {
  const picked = list[pickIndex(list.length, random)]
  if (picked === undefined) throw new Error('Nothing to pick from')
  return picked
}

export type Field = readonly [name: string, value: string]

/** The same fields in one of the ways a form travels, well made or not. */
export function bodyOf(
  fields: readonly Field[],
  random: () => number,
): { type: string | null; body: Buffer } {
  const chance = random()
  if (chance < 0.7) {
    const pairs = fields.map(
      ([name, value]) => `${carelesslyEncoded(name, random)}=${carelesslyEncoded(value, random)}`,
    )
    return { type: 'application/x-www-form-urlencoded', body: Buffer.from(pairs.join('&')) }
  }
  if (chance < 0.85) return multipart(fields, random)
  const json = Buffer.from(JSON.stringify(Object.fromEntries(fields)))
  const type = pick(
    [
      'application/json',
      'text/plain',
      'application/x-www-form-urlencoded; charset=utf-16',
      'x',
      null,
    ],
    random,
  )
  return { type, body: chance < 0.95 ? json : json.subarray(0, json.length / 2) }
}

function multipart(fields: readonly Field[], random: () => number) {
  const boundary = 'b0undary'
  const parts = fields.map(([name, value]) => {
    const file = random() < 0.1 ? `; filename="${pick(['a.csv', '../x', '\0'], random)}"` : ''
    return `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`
  })
  const whole = Buffer.from(`${parts.join('')}--${boundary}--\r\n`)
  const body = random() < 0.2 ? whole.subarray(0, Math.floor(whole.length * random())) : whole
  const type = `multipart/form-data${random() < 0.1 ? '' : `; boundary=${boundary}`}`
  return { type, body }
}
