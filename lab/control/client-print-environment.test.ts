import { execFileSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { environmentLines } from './client-print-environment'

test('a shell reads every value back unchanged', () => {
  const variables = { PLAIN: 'http://127.0.0.1:1/x', SPACES: 'a b', QUOTES: `it's "$HOME" \`x\``, EMPTY: '' }
  const script = `${environmentLines(variables).join('\n')}\nprintf '%s|' "$PLAIN" "$SPACES" "$QUOTES" "$EMPTY"`
  expect(execFileSync('sh', ['-c', script], { encoding: 'utf8' })).toBe(
    `${variables.PLAIN}|${variables.SPACES}|${variables.QUOTES}|${variables.EMPTY}|`,
  )
})
