import { execFileSync } from 'node:child_process'
import { expect, it } from 'vitest'
import { commandLine, quote } from './command-line'

it.each(['plain', "it's", '$(rm -rf /)', '`id`', 'a\nb', '--x', '{"a":"b c"}', '', '*', "'; reboot #"])(
  'quotes %j so that a shell gives it back unchanged',
  (word) => {
    const printed = execFileSync('sh', ['-c', `printf %s ${quote(word)}`], { encoding: 'utf8' })
    expect(printed).toBe(word)
  },
)

it('puts one group on a line, continued', () => {
  expect(commandLine([['aws', 'rds'], ['--region', 'us-west-2'], ['--allow-data-loss']])).toBe(
    'aws rds \\\n  --region us-west-2 \\\n  --allow-data-loss',
  )
})
