import { describe, expect, it } from 'vitest'
import { holdSeconds, type Attempts } from './attempt-limit'

const failures = (count: number, secondsAgo = 1) => ({ count, secondsAgo })
const none = failures(0)
const hold = (of: Partial<Attempts>) =>
  holdSeconds({ pair: none, network: none, account: none, knownHere: false, ...of })

describe('holding back attempts to sign in', () => {
  it.each<[string, Partial<Attempts>, number]>([
    ['nothing failed', {}, 0],
    ['four failures in a row', { pair: failures(4) }, 0],
    ['five failures in a row', { pair: failures(5) }, 14],
    ['each further failure doubles the hold', { pair: failures(7) }, 59],
    ['the hold never grows above its limit', { pair: failures(2_000) }, 299],
    ['failures on the account, below its limit', { account: failures(39) }, 0],
    ['failures on the account from everywhere', { account: failures(40) }, 14],
    ['one network trying many accounts', { network: failures(30) }, 14],
    ['a hold that is over', { pair: failures(5, 15) }, 0],
  ])('%s', (_, attempts, seconds) => {
    expect(hold(attempts)).toBe(seconds)
  })
})

describe('who has signed in from here before', () => {
  it('is held back neither for what others did to the account nor for what neighbours tried', () => {
    expect(hold({ account: failures(900), network: failures(900), knownHere: true })).toBe(0)
  })

  it('waits half a minute at most for failures in their own name, which a neighbour may cause', () => {
    expect(hold({ pair: failures(5), knownHere: true })).toBe(14)
    expect(hold({ pair: failures(900), knownHere: true })).toBe(29)
  })
})
