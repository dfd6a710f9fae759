import { describe, expect, it } from 'vitest'
import type { Scalar } from '../system/resolved'
import { Operator, type Predicate } from '../plan/schema/predicate'
import { evaluatePredicate } from './evaluate-predicate'
import type { LatestReading } from './sample'
import { fieldValue } from './sample'

const now = '2026-11-19T02:45:00.000Z'
const before = (milliseconds: number) => new Date(Date.parse(now) - milliseconds).toISOString()

function reading(value: Scalar | undefined, change: Partial<LatestReading> = {}): LatestReading {
  const fields: Record<string, Scalar> = value === undefined ? {} : { field: value }
  return { reading: 'r', observedAt: now, receivedAt: now, fields, error: null, source: 'Source', ...change }
}
const predicate = (operator: Predicate['operator'], value?: Predicate['value']): Predicate => ({
  title: 'It is so',
  reading: 'r.field',
  operator,
  ...(value === undefined ? {} : { value }),
})
const verdict = (p: Predicate, r: LatestReading | undefined, maxAge = 10_000) =>
  evaluatePredicate(p, { r }, maxAge, now).verdict

describe('a predicate', () => {
  it.each<[Predicate['operator'], Predicate['value'], Scalar, string]>([
    ['is', 'a', 'a', 'met'],
    ['is', 'a', 'b', 'unmet'],
    ['is', 1, '1', 'unmet'],
    ['is', true, true, 'met'],
    ['is-not', 'a', 'b', 'met'],
    ['is-not', 'a', 'a', 'unmet'],
    ['below', 2, 1, 'met'],
    ['below', 2, 2, 'unmet'],
    ['at-most', 2, 2, 'met'],
    ['above', 2, 3, 'met'],
    ['above', 2, 2, 'unmet'],
    ['at-least', 2, 2, 'met'],
    ['at-least', 0.9, 0.89, 'unmet'],
    ['above', 2, 'many', 'unmet'],
    ['empty', undefined, '', 'met'],
    ['empty', undefined, null, 'met'],
    ['empty', undefined, 'x', 'unmet'],
    ['not-empty', undefined, 'x', 'met'],
    ['not-empty', undefined, null, 'unmet'],
    ['one-of', ['a', 'b'], 'b', 'met'],
    ['one-of', ['a', 'b'], 'c', 'unmet'],
  ])('%s %o of %o is %s', (operator, value, given, expected) => {
    expect(verdict(predicate(operator, value), reading(given))).toBe(expected)
  })

  it.each(Operator.options)('%s of what cannot be read is unknown: never false, never true', (operator) => {
    const p = predicate(operator, operator === 'one-of' ? ['a'] : 1)
    const last = reading(1, { error: 'no reply' })
    const dead: (LatestReading | undefined)[] = [
      undefined,
      reading(undefined),
      last,
      reading(1, { fields: null }),
      reading(1, { observedAt: before(10_001), receivedAt: now }),
    ]
    for (const one of dead) {
      const judged = evaluatePredicate(p, { r: one }, 10_000, now)
      expect(judged).toMatchObject({ verdict: 'unknown', holdsNow: null, fact: { unknown: expect.any(String) } })
    }
  })

  it.each(['below', 'at-most', 'above', 'at-least'] as const)(
    '%s of an empty field is unknown, not zero',
    (operator) => {
      const judged = evaluatePredicate(predicate(operator, 1), { r: reading(null) }, 10_000, now)
      expect(judged).toMatchObject({ verdict: 'unknown', fact: { value: null, unknown: 'no value' } })
    },
  )

  it('names value, time and source of what it rests on, fractions as text', () => {
    const { fact } = evaluatePredicate(predicate('above', 0.5), { r: reading(0.75) }, 10_000, now)
    expect(fact).toEqual({ reading: 'r.field', value: '0.75', observedAt: now, source: 'Source', unknown: null })
  })
})

describe('how long it has held', () => {
  const hold = (since: string | null) => ({
    milliseconds: 60_000,
    rhythm: { asked: 6_000, spokenOf: 10_000 },
    before: since === null ? null : { since, askedAt: before(1_000), spokenOf: Date.parse(before(1_000)) },
  })
  const held = (since: string | null, value: Scalar = true) =>
    evaluatePredicate(predicate('is', true), { r: reading(value) }, 10_000, now, hold(since))

  it('is met only after the whole of it', () => {
    expect(held(before(60_000))).toMatchObject({ verdict: 'met', holdsNow: true })
    expect(held(before(59_999))).toMatchObject({ verdict: 'unmet', holdsNow: true })
    expect(held(null)).toMatchObject({ verdict: 'unmet', holdsNow: true })
  })

  it('does not help what is false or unknown now', () => {
    expect(held(before(90_000), false)).toMatchObject({ verdict: 'unmet', holdsNow: false })
    const unread = evaluatePredicate(predicate('is', true), {}, 10_000, now, hold(before(90_000)))
    expect(unread).toMatchObject({ verdict: 'unknown', held: null })
  })
})

describe('the age of a reading', () => {
  it('is counted from when it was true, and at the limit it still stands', () => {
    expect(fieldValue({ r: reading(1, { observedAt: before(10_000) }) }, 'r.field', 10_000, now)).toMatchObject({
      ageMilliseconds: 10_000,
      unknown: null,
    })
  })

  it('of a source whose clock runs ahead grows from when we asked', () => {
    const ahead = reading(1, { observedAt: before(-600_000), receivedAt: before(20_000) })
    expect(fieldValue({ r: ahead }, 'r.field', 10_000, now)).toMatchObject({
      ageMilliseconds: 20_000,
      unknown: 'older than 10 s',
    })
  })

  it('leaves the last value readable beside the reason not to use it', () => {
    expect(fieldValue({ r: reading(7, { error: 'timeout' }) }, 'r.field', 10_000, now)).toMatchObject({
      value: 7,
      unknown: 'timeout',
    })
  })
})
