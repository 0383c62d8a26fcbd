import { describe, expect, test } from 'vitest'
import { growingStep, isUei } from '#app/domain/partner.ts'
import { commitmentForm, partnerForm } from '#app/domain/partner_forms.ts'

describe('what an employer promised and did', () => {
  const counts = { committed: 40, interviewed: 31, hired: 22, retained: 19 }

  test('never grows along the way from the promise to who stayed', () => {
    expect(growingStep(counts)).toBeNull()
    expect(growingStep({ ...counts, interviewed: 41 })).toBe('interviewed')
    expect(growingStep({ ...counts, retained: 23 })).toBe('retained')
    expect(growingStep({ committed: 0, interviewed: 0, hired: 0, retained: 0 })).toBeNull()
  })

  test('is refused at the step that grows', () => {
    const posted = {
      'period.month': '3',
      'period.day': '31',
      'period.year': '2026',
      committed: '40',
      interviewed: '31',
      hired: '32',
      retained: '0',
      wage: '$21.75',
    }
    const nested = {
      ...Object.fromEntries(Object.entries(posted).filter(([name]) => !name.includes('.'))),
      period: { month: '3', day: '31', year: '2026' },
    }
    expect(commitmentForm.safeParse(nested).error?.issues[0]).toMatchObject({ path: ['hired'] })
    expect(commitmentForm.parse({ ...nested, hired: '22' })).toMatchObject({
      period: '2026-03-31',
      hired: 22,
      wage: '21.75',
    })
  })
})

test('a UEI has twelve letters and digits, no I, no O and no zero in front', () => {
  expect(isUei('ZQGGHJH74DW7')).toBe(true)
  expect(['ZQGGHJH74DW', 'ZQGGHJH74DWO', '0QGGHJH74DW7', 'zqgghjh74dw7'].some(isUei)).toBe(false)
  const posted = { name: 'Mesa College', role: 'provider', uei: ' zqgg hjh7 4dw7 ' }
  expect(partnerForm.parse(posted)).toMatchObject({ partner: null, uei: 'ZQGGHJH74DW7' })
  expect(partnerForm.safeParse({ ...posted, uei: 'unknown' }).success).toBe(false)
})
