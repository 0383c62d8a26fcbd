import fc from 'fast-check'
import { expect, test } from 'vitest'
import { certifyForm, declineForm, reopenForm, returnForm } from '#app/domain/report/forms.ts'
import { signInForm } from '#app/domain/account.ts'
import { evidenceForm, forecastForm, gateProposalForm } from '#app/domain/study/forms.ts'
import { readForm } from '#app/form.server.ts'

const sections = [
  { order: 2, title: 'Participants' },
  { order: 9, title: 'Narrative' },
]
const schemas = {
  certify: certifyForm([{ itemCode: 'A_TRUE', label: 'The figures are true' }]),
  decline: declineForm,
  reopen: reopenForm(sections),
  return: returnForm(sections),
  signIn: signInForm,
  evidence: evidenceForm,
  forecast: forecastForm,
  gate: gateProposalForm,
}

const names = fc.oneof(
  fc.constantFrom(
    ...'reason sections section_2 reason_2 words_2 name title password email to A_TRUE'.split(' '),
    ...'forecastOn.month forecastOn.day forecastOn.year completedOn.year url confirm'.split(' '),
    ...'description proposal version idempotencyKey __proto__ a.b.c constructor.x .'.split(' '),
  ),
  fc.string({ unit: 'binary' }),
)
const values = fc.oneof(
  fc.constantFrom('yes', '2', '2026', '13', '1e309', '-1', 'go', 'https://example.org', ' ', '\0'),
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'binary', minLength: 4000, maxLength: 9000 }),
)
const pairs = fc.array(fc.tuple(names, values), { maxLength: 15 })

test.each(Object.entries(schemas))(
  'whatever is posted to %s is read, or refused with a sentence and what was typed',
  async (_name, schema) => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.boolean(), async (posted, hasKey) => {
        const body = new URLSearchParams(posted)
        if (hasKey) body.set('idempotencyKey', 'a-good-key')
        const request = new Request('http://localhost/x', { method: 'POST', body })
        const form = await readForm(request, schema)
        for (const [name, value] of new URLSearchParams(body.toString())) {
          if (['idempotencyKey', 'version'].includes(name) || name in Object.prototype) continue
          const kept = [form.typed[name] ?? null].flat()
          expect(kept).toContain(/password/i.test(name) ? '' : value)
        }
        if (form.ok) {
          expect(form.key.key).toBe(body.get('idempotencyKey'))
          return
        }
        const sentences = Object.values(form.errors)
        expect(sentences.length).toBeGreaterThan(0)
        for (const sentence of sentences) expect(sentence).toMatch(/^[A-Z][^\n]*\.$/)
      }),
      { numRuns: 150 },
    )
  },
)
