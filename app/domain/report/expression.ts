import { fraction, type Fraction } from '../fraction.ts'

/** Functions of one item: see `rules.ts` for what each reads. */
const itemFunctions = ['life', 'prev', 'max4', 'max4step', 'pace', 'n'] as const
export type ItemFunction = (typeof itemFunctions)[number]

const eachKinds = ['count', 'usd', 'median', 'required'] as const
export type EachKind = (typeof eachKinds)[number]

/** A value that a rule compares. */
export type Expression =
  | { kind: 'number'; value: Fraction }
  | { kind: 'figure'; code: string }
  | { kind: 'of'; name: ItemFunction; code: string }
  | { kind: 'elapsed' }
  | { kind: 'obligated' }
  | { kind: 'product'; factors: Expression[] }
  | { kind: 'sum'; terms: { negative: boolean; value: Expression }[] }

/** The left side of a rule: one value, or the same question asked of each entered item of a kind. */
export type Side =
  | { kind: 'value'; value: Expression }
  | { kind: 'each'; of: EachKind }
  | { kind: 'n_of_each'; of: EachKind }

/** Reads the left side of a rule. Throws a RangeError on what the grammar does not know. */
export function parseSide(text: string): Side {
  const each = /^(n\()?each\((\w+)\)\)?$/.exec(text.replaceAll(' ', ''))
  const of = eachKinds.find((kind) => kind === each?.[2])
  if (each && of) return { kind: each[1] ? 'n_of_each' : 'each', of }
  return { kind: 'value', value: parseExpression(text) }
}

/** A sum or difference of terms; a term is a product; a factor is a code, a number or a function. */
export function parseExpression(text: string): Expression {
  const tokens = [...text.matchAll(/\s*([A-Za-z_]\w*|\d+(?:\.\d+)?|\S)/g)].map(([, token]) => token)
  let at = 0
  const next = () => tokens[at++]
  const fail = (): never => {
    throw new RangeError(`Not an expression of a rule: ${text}`)
  }
  const expect = (token: string) => next() === token || fail()

  function sum(): Expression {
    const terms = [{ negative: false, value: product() }]
    while (tokens[at] === '+' || tokens[at] === '-') {
      terms.push({ negative: next() === '-', value: product() })
    }
    const [only] = terms
    return terms.length === 1 && only ? only.value : { kind: 'sum', terms }
  }

  function product(): Expression {
    const first = factor()
    const factors = [first]
    while (tokens[at] === '*') {
      at += 1
      factors.push(factor())
    }
    return factors.length === 1 ? first : { kind: 'product', factors }
  }

  function factor(): Expression {
    const token = next() ?? fail()
    if (/^\d/.test(token)) return { kind: 'number', value: fraction(token) }
    if (!/^[A-Za-z]/.test(token)) return fail()
    if (tokens[at] !== '(') return { kind: 'figure', code: token }
    at += 1
    return call(token)
  }

  function call(name: string): Expression {
    const argument = tokens[at] === ')' ? null : (next() ?? fail())
    expect(')')
    if (name === 'elapsed' && argument === null) return { kind: 'elapsed' }
    if (name === 'award' && argument === 'obligated') return { kind: 'obligated' }
    const known = itemFunctions.find((candidate) => candidate === name)
    return known && argument && /^[A-Z]/.test(argument)
      ? { kind: 'of', name: known, code: argument }
      : fail()
  }

  const expression = sum()
  return at === tokens.length ? expression : fail()
}

/** The codes of the items that an expression reads, each once. */
export function codesIn(expression: Expression): string[] {
  switch (expression.kind) {
    case 'figure':
    case 'of':
      return [expression.code]
    case 'product':
      return [...new Set(expression.factors.flatMap(codesIn))]
    case 'sum':
      return [...new Set(expression.terms.flatMap(({ value }) => codesIn(value)))]
    default:
      return []
  }
}
