import { expect, it } from 'vitest'
import { doNowLabel } from './do-now-label'

const now = Date.parse('2026-11-19T02:47:23.000Z')
const lost = { now: now - 9_000, stale: true }

it.each([
  ['is now while the page hears', { now, stale: false }, false, 'Do now'],
  ['says that it is a drill', { now, stale: false }, true, 'Do now, in the drill'],
  [
    'is last known, with its age, once the connection is lost',
    lost,
    false,
    'Last known, at 02:47:14 UTC, 0:09 ago: it may be otherwise by now',
  ],
  ['is both', lost, true, 'Last known, in the drill, at 02:47:14 UTC, 0:09 ago: it may be otherwise by now'],
])('what is to be done %s', (_, known, drill, words) => expect(doNowLabel(drill, known, now)).toBe(words))
