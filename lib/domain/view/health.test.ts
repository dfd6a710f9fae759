import { describe, expect, it } from 'vitest'
import { judgeHealth, type HealthFacts } from './health'

const well: HealthFacts = {
  database: { milliseconds: 2 },
  worker: { id: 'w-1', seenMillisecondsAgo: 900 },
  plans: [{ key: 'orderflow', hash: '7f3c9e1', importedMillisecondsAgo: 60_000 }],
  refusedAlerts: [],
  protection: { level: 'full', detail: 'breakwater_app can only read and add entries' },
  live: 'readable',
  clock: { aheadMilliseconds: 40, within: 2 },
  refuses: null,
}

describe('health', () => {
  it('is good when everything is there', () => {
    expect(judgeHealth(well)).toEqual({ healthy: true, problems: [], warnings: [] })
  })

  it.each<[string, Partial<HealthFacts>, RegExp]>([
    ['no database', { database: null }, /database does not answer/],
    ['no worker ever', { worker: null }, /No worker has ever reported/],
    ['a silent worker', { worker: { id: 'w-1', seenMillisecondsAgo: 10_001 } }, /seen 10 s ago/],
    ['no plan', { plans: [] }, /No plan is imported/],
    ['a database that is read-only', { refuses: 'read-only' }, /read-only, a standby perhaps/],
    ['a disk that is full', { refuses: 'full' }, /its disk is full/],
    ['a journal that cannot be read', { live: 'unreadable' }, /cannot read the journal/],
  ])('is bad with %s and names it', (_, change, problem) => {
    const health = judgeHealth({ ...well, ...change })
    expect(health.healthy).toBe(false)
    expect(health.problems.join(' ')).toMatch(problem)
  })

  it.each([
    [600_000, 40, 'The clock of this web machine is 600 s ahead of the database'],
    [-600_000, 40, 'The clock of this web machine is 600 s behind the database'],
    [5_040, 50, null],
    [-5_040, 50, null],
  ])('warns of a clock of the machine that is wrong, and of nothing within the error: %i', (ahead, within, words) => {
    const { healthy, warnings } = judgeHealth({ ...well, clock: { aheadMilliseconds: ahead, within } })
    expect(healthy).toBe(true)
    expect(warnings).toEqual(words === null ? [] : [expect.stringContaining(words)])
  })

  it('warns of an unprotected journal without failing', () => {
    const health = judgeHealth({ ...well, protection: { level: 'partial', detail: 'postgres owns the journal' } })
    expect(health).toEqual({
      healthy: true,
      problems: [],
      warnings: ['The journal is not fully protected: postgres owns the journal.'],
    })
  })

  it('warns of alerts that were refused, since nobody else will', () => {
    const refusedAlerts = [
      { place: 'orderflow/lab', count: 1, millisecondsAgo: 4_200 },
      { place: null, count: 7, millisecondsAgo: 60_000 },
    ]
    expect(judgeHealth({ ...well, refusedAlerts }).warnings).toEqual([
      'An alert for orderflow/lab was refused, last 4 s ago.',
      '7 alerts for a plan or environment that does not exist were refused, last 60 s ago.',
    ])
  })

  it('is still good before the first viewer started the stream', () => {
    expect(judgeHealth({ ...well, live: 'not started' }).healthy).toBe(true)
  })
})
