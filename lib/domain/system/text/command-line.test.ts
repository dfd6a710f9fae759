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

it('fills lines and goes on indented, and a shell still reads the same words', () => {
  const target = `arn:aws:rds:us-west-2:123456789012:cluster:${'x'.repeat(30)}`
  const text = commandLine([['printf', '%s|'], ['--target', target, 'b c'], ['--last']])
  expect(text).toBe(`printf '%s|' \\\n  --target \\\n    ${target} \\\n    'b c' \\\n  --last`)
  expect(commandLine([['curl', '--request', 'POST', target]])).toBe(`curl --request POST \\\n    ${target}`)
  expect(execFileSync('sh', ['-c', text], { encoding: 'utf8' })).toBe(`--target|${target}|b c|--last|`)
})

it('puts one group on a line, continued', () => {
  expect(commandLine([['aws', 'rds'], ['--region', 'us-west-2'], ['--allow-data-loss']])).toBe(
    'aws rds \\\n  --region us-west-2 \\\n  --allow-data-loss',
  )
})
