import { afterEach, describe, expect, it, vi } from 'vitest'
import { DomainError, stillReading, type RefusalCode } from '@/lib/domain/errors'
import { UnreadableEntry } from '@/lib/domain/run/events/unreadable-entry'

process.env['LOG_LEVEL'] = 'silent'
const { errorResponse } = await import('./refusal-response')

afterEach(() => vi.restoreAllMocks())

const statuses: Record<RefusalCode, number> = {
  'signed-out': 401,
  forbidden: 403,
  'not-found': 404,
  'bad-input': 400,
  'not-now': 409,
  'to-be-looked-over': 409,
  'already-done': 409,
  'gate-bars': 409,
  'not-approved': 409,
  'own-request': 403,
  'no-duty': 403,
  'digest-differs': 409,
  expired: 409,
  'proof-lost': 409,
  'loss-unknown': 409,
  'loss-above-bound': 409,
  'wrong-class': 409,
  'boundary-busy': 409,
  'no-standby': 409,
  'serving-unknown': 409,
  'lease-lost': 409,
  unresolved: 409,
  'unreadable-entry': 503,
  'not-stored': 503,
  'still-reading': 503,
}

describe('an answer that is a no', () => {
  it.each(Object.entries(statuses) as [RefusalCode, number][])('for %s has status %i', async (code, status) => {
    const refusal = { code, message: 'No, because.', missing: ['this'] }
    const response = errorResponse(new DomainError(refusal))
    expect(response.status).toBe(status)
    expect(response.headers.get('cache-control')).toBe('no-store')
    expect(await response.json()).toEqual(refusal)
  })

  it.each([
    ['while an incident is read from its first entry', new DomainError(stillReading)],
    ['where an entry is for a newer process', new UnreadableEntry(7, 'was recorded by a newer Breakwater.')],
  ])('%s is one that whoever sends an alert sends again', (_, error) => {
    expect(errorResponse(error).status).toBe(503)
  })

  it.each<[string, unknown]>([
    [
      'an error of the database',
      Object.assign(new Error('password authentication failed for user "bw"'), { code: 'P1000' }),
    ],
    ['an error with a cause', new Error('outer', { cause: new Error('SELECT secret FROM person') })],
    ['something thrown that is no error', 'connection string postgres://bw:pw@host/db'],
    [
      'an error that only looks like a refusal',
      Object.assign(new Error('x'), { refusal: { code: 'forbidden', message: 'secret' } }),
    ],
    ['nothing', undefined],
  ])('never shows the words of %s', async (_, error) => {
    const response = errorResponse(error)
    expect(response.status).toBe(503)
    const text = await response.text()
    expect(text).toContain('unavailable')
    expect(text).not.toMatch(/password|SELECT|secret|postgres|outer|P1000/)
  })
})
