import { describe, expect, it } from 'vitest'
import { attemptLimits, holdSeconds, type Attempt } from './attempt-limit'

const now = Date.parse('2026-11-19T03:00:00.000Z')
const mara = { account: 'a-mara', address: '10.0.0.1' }
const failures = (count: number, of: Partial<Attempt> = {}): Attempt[] =>
  Array.from({ length: count }, (_, i) => ({ at: now - (count - i) * 1_000, outcome: 'failed', ...mara, ...of }))

describe('holding back attempts to sign in', () => {
  it.each([
    ['nothing failed', [], 0],
    ['four failures in a row', failures(4), 0],
    ['five failures in a row', failures(5), 14],
    ['each further failure doubles the hold', failures(7), 59],
    ['the hold never grows above its limit', failures(20), 299],
    ['failures of another account from elsewhere', failures(9, { account: 'a-tomas', address: '10.0.0.9' }), 0],
    [
      'failures on the account from elsewhere, below the limit of the account',
      failures(39, { address: '10.6.6.6' }),
      0,
    ],
    ['failures on the account from everywhere', failures(40, { address: '10.6.6.6' }), 14],
    ['one address trying many accounts', failures(30, { account: null }), 14],
    ['failures older than the window', failures(9, { at: now - attemptLimits.windowMilliseconds }), 0],
  ])('%s', (_, attempts, seconds) => {
    expect(holdSeconds(attempts, mara, now)).toBe(seconds)
  })

  it('starts anew after a success from the same address', () => {
    const success: Attempt = { at: now - 2_500, outcome: 'signed-in', ...mara }
    expect(holdSeconds([...failures(9), success], mara, now)).toBe(0)
  })

  it('spares an address that signed in before from what others do to the account', () => {
    const success: Attempt = { at: now - 600_000, outcome: 'signed-in', ...mara }
    expect(holdSeconds([success, ...failures(60, { address: '10.6.6.6' })], mara, now)).toBe(0)
  })

  it('ends by itself', () => {
    expect(holdSeconds(failures(5), mara, now + 15_000)).toBe(0)
  })
})
