import { expect, it } from 'vitest'
import { momentWhen } from '@/lib/testing/every-state'
import { leftWords } from './run-actions'

const [run] = momentWhen('all undone').story.state.runs

it.each([
  ['abandoned', ['S6'], false, 'The run was given up: S6 stays as it is.'],
  ['rollback-stopped', ['S7', 'S6'], false, 'Undoing was stopped: S7 and S6 stay as they are.'],
  ['rollback-stopped', [], false, 'Undoing was stopped: nothing of it is left.'],
  [
    'rollback-stopped',
    [],
    true,
    /^Undoing was stopped: nothing is left that an entry tells of\. .*whether there is more\.$/,
  ],
  ['abandoned', ['S6'], true, /^The run was given up: S6 stays as it is\. .*whether there is more\.$/],
] as const)('a run that was %s with %j left, unlooked %s, says what is left', (status, left, endedUnlooked, words) => {
  if (run === undefined) return expect.fail('there is a run')
  const said = leftWords({ ...run, status, leftInPlace: [...left], endedUnlooked })
  if (typeof words === 'string') expect(said).toBe(words)
  else expect(said).toMatch(words)
})
