import { expect, it } from 'vitest'
import { createTail } from './tail'

function tailOf(lines: readonly string[], most = 12): readonly string[] {
  const tail = createTail(most)
  for (const line of lines) tail.hear(line)
  return tail.lines()
}

it('keeps the last lines', () => expect(tailOf(['a', 'b', 'c'], 2)).toEqual(['b', 'c']))

it('leaves out what Node warns of, from its first line to its last', () => {
  const warning = [
    '(node:16875) NodeVersionSupportWarning: The AWS SDK for JavaScript (v3)',
    'versions published after the first week of January 2027 will require node >=22.',
    '',
    'More information can be found at: https://a.co/c895JFp',
    '(Use `node --trace-warnings ...` to show where the warning was created)',
  ]
  expect(tailOf(['{"msg":"worker started"}', ...warning, 'Error: why it ended'])).toEqual([
    '{"msg":"worker started"}',
    'Error: why it ended',
  ])
})

it('takes a record of the program for the end of a warning that says no more', () => {
  expect(tailOf(['(node:1) DeprecationWarning: old', 'more of it', '{"msg":"lost"}', 'Error: no'])).toEqual([
    '{"msg":"lost"}',
    'Error: no',
  ])
})
