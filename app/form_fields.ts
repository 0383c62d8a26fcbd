/** What a form was sent with, by field; a field sent several times keeps every value. */
export type Typed = Record<string, string | string[]>

const ownFields = ['idempotencyKey', 'version']

/** The text fields of a posted form, as they were typed; `own` are those every form carries. */
export function readTyped(body: FormData): { typed: Typed; own: Record<string, string> } {
  const typed: Typed = {}
  const own: Record<string, string> = {}
  for (const [name, value] of body) {
    if (typeof value !== 'string' || name in Object.prototype) continue
    const before = typed[name]
    if (ownFields.includes(name)) own[name] = value
    else if (before === undefined) typed[name] = value
    else typed[name] = Array.isArray(before) ? [...before, value] : [before, value]
  }
  return { typed, own }
}

/** What a schema reads: the parts of a compound field (`due.month`, `due.day`) under its one name. */
export function nested(typed: Typed): Record<string, unknown> {
  const fields: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(typed)) {
    const [whole = '', part, ...more] = name.split('.')
    if (part === undefined || more.length > 0) {
      fields[name] = value
    } else if (!(whole in Object.prototype) && !(part in Object.prototype)) {
      const parts = fields[whole]
      fields[whole] = { ...(typeof parts === 'object' ? parts : {}), [part]: value }
    }
  }
  return fields
}
