/** What a write may answer besides its result: refused for what was typed, or overtaken by somebody. */
export type FieldErrors = Record<string, string>

/** 422: the input cannot be stored as it is; each field's name with the sentence to show there. */
export class Refusal extends Error {
  readonly errors: FieldErrors
  constructor(errors: FieldErrors) {
    super(Object.values(errors).join(' '))
    this.errors = errors
  }
}

/** 409: the record is no longer what the page showed; says what happened and who did it. */
export class Conflict extends Error {
  readonly what: string
  readonly who: string | null
  readonly at: string | null
  constructor(
    what: string,
    by: { who: string | null; at: string | null } = { who: null, at: null },
  ) {
    super(what)
    this.what = what
    this.who = by.who
    this.at = by.at
  }
}
