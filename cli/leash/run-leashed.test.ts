import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { root } from '../root.js'
import { runLeashed } from './run-leashed.js'

const isAlive = (pid: number) => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

it('gives what the program says and how it ends', () => {
  const ends = ['-e', 'console.log(process.env.WORD); process.exit(3)']
  const { status, stdout } = runLeashed(process.execPath, ends, {
    encoding: 'utf8',
    env: { ...process.env, WORD: 'here' },
  })
  expect([status, stdout]).toEqual([3, 'here\n'])
  expect(runLeashed('no-such-program', [], { encoding: 'utf8' })).toMatchObject({ status: 127 })
})

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'leaves neither the program nor what that started when whoever waits for it is ended by %s',
  async (signal) => {
    const waits = `import { runLeashed } from ${JSON.stringify(pathToFileURL(join(root, 'cli/leash/run-leashed.js')).href)}
      runLeashed('sh', ['-c', 'sleep 60 & echo $$ $!; wait'], { encoding: 'utf8', stdio: ['ignore', 'inherit', 'inherit'] })`
    const parent = spawn(process.execPath, ['--input-type=module', '-e', waits], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const pids = await new Promise<number[]>((resolve) =>
      createInterface({ input: parent.stdout }).once('line', (line) => resolve(line.split(' ').map(Number))),
    )
    onTestFinished(() => {
      for (const pid of pids) if (isAlive(pid)) process.kill(pid, 'SIGKILL')
    })
    expect(pids.map(isAlive)).toEqual([true, true])
    parent.kill(signal)
    await expect.poll(() => pids.map(isAlive), { timeout: 10_000 }).toEqual([false, false])
  },
)
