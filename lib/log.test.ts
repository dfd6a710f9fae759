import { spawnSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { createLog } from './log'

function logged(write: (log: ReturnType<typeof createLog>) => void): string {
  const lines: string[] = []
  write(createLog('test', 'info', { write: (line) => lines.push(line) }))
  return lines.join('')
}

describe('the log', () => {
  it('leaves standard output to what a program was asked for', () => {
    const program =
      "import { createLog } from './lib/log.ts'; createLog('test').warn('a connection broke'); console.log('{}')"
    const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
    const { stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, LOG_LEVEL: 'info' },
    })
    expect(stdout).toBe('{}\n')
    expect(stderr).toContain('a connection broke')
  })

  it('writes one JSON line with a name and a UTC time', () => {
    const record: unknown = JSON.parse(logged((log) => log.info({ step: 'S7' }, 'started')))
    expect(record).toMatchObject({ name: 'test', step: 'S7', msg: 'started', time: expect.stringMatching(/Z$/) })
  })

  it('keeps secrets out, at the top and inside', () => {
    const line = logged((log) =>
      log.info({
        password: 'canary',
        headers: { authorization: 'canary' },
        request: { headers: { cookie: 'canary' } },
      }),
    )
    expect(line).toContain('***')
    expect(line).not.toContain('canary')
  })

  it('keeps the password of a connection string out of an error', () => {
    const err = new Error('cannot reach postgresql://app:canary@db:5432/x')
    const line = logged((log) => log.error({ err }, 'failed'))
    expect(line).toContain('postgresql://app:***@db:5432/x')
    expect(line).not.toContain('canary')
  })
})

it('writes what was thrown and is no error, without its passwords', () => {
  const lines: string[] = []
  const log = createLog('test', 'info', { write: (line: string) => void lines.push(line) })
  for (const err of ['postgres://bw:pw@host/db', 7, null, { code: 'x' }]) log.error({ err }, 'thrown')
  expect(lines).toHaveLength(4)
  expect(lines.join('')).toContain('postgres://bw:***@host/db')
  expect(lines.join('')).not.toContain('bw:pw')
})
