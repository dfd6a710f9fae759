import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { root } from '../root.js'

/** Programs as a shell starts them: what they leave behind and refuse cannot be seen from within one process. */
let data: string
beforeAll(() => (data = mkdtempSync(join(tmpdir(), 'breakwater-programs-'))))
afterAll(() => rmSync(data, { recursive: true, force: true }))

const program = join(root, 'cli', 'breakwater.js')
const settings = () => ({ ...process.env, BREAKWATER_DATA: data })
const breakwater = (...words: string[]) =>
  spawnSync(process.execPath, [program, ...words], { encoding: 'utf8', env: settings() })

const bash = spawnSync('bash', ['--version']).status === 0

it.skipIf(!bash)(
  'the completion script is taken by bash, which then completes words and regions',
  { timeout: 120_000 },
  () => {
    const { stdout: script, status } = breakwater('completion', 'bash')
    expect(status).toBe(0)
    const file = join(data, 'completion.bash')
    writeFileSync(file, script)
    const typed = (...words: string[]) =>
      `COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')}); COMP_CWORD=${words.length - 1}; _breakwater; echo "\${COMPREPLY[*]}"`
    const lines = [typed('npx', 'breakwater', 'reh'), typed('breakwater', 'lab', 'fail', 'us-e')]
    const { stdout, stderr } = spawnSync('bash', ['-ec', [`source '${file}'`, ...lines].join('\n')], {
      encoding: 'utf8',
      env: settings(),
    })
    expect(stderr).toBe('')
    expect(stdout).toBe('rehearse\nus-east-1\n')
  },
)

describe('a lab that was started', () => {
  it(
    'refuses a second one on its data, says its state, and is gone when it is told to stop',
    { timeout: 120_000 },
    async () => {
      const lab = spawn(process.execPath, [program, 'lab', 'start'], {
        env: settings(),
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      onTestFinished(() => void lab.kill('SIGTERM'))
      const exited = new Promise<number | null>((resolve) => lab.once('exit', resolve))
      await new Promise<void>((resolve) =>
        lab.stdout.on('data', (chunk) => /lab ready/.test(String(chunk)) && resolve()),
      )
      const second = breakwater('lab', 'start')
      expect([second.status, second.stdout]).toEqual([1, ''])
      expect(second.stderr).toContain(`a lab runs in ${join(data, 'lab')} already, as process `)
      const facts = breakwater('lab', 'status', '--json')
      expect([facts.status, JSON.parse(facts.stdout)]).toEqual([
        0,
        expect.objectContaining({ answers: true, faults: [] }),
      ])
      lab.kill('SIGTERM')
      expect(await exited).toBe(0)
      expect(breakwater('lab', 'status').stdout).toContain('no lab runs in')
    },
  )
})
