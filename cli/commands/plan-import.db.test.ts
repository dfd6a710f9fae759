import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTestDatabase, type TestDatabase } from '@/lib/testing/test-database'
import { runCommand } from './run-command'

const run = (argv: readonly string[]) => runCommand(['plan', ...argv])

const ferry = fileURLToPath(new URL('../../lib/domain/plan/fixtures/ferry', import.meta.url))

let test: TestDatabase
let out: string[]

beforeEach(async () => {
  test = await createTestDatabase()
  out = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line))
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  vi.stubEnv('DATABASE_URL', test.url)
})
afterEach(async () => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  await test.drop()
})

describe('breakwater plan import', () => {
  it('imports what check accepts, says so, and says unchanged the second time', async () => {
    vi.stubEnv('BREAKWATER_URL_PAGES', 'localhost')
    vi.stubEnv('BREAKWATER_URL_PROBE', 'https://localhost:9103')
    expect(await run(['import', ferry, '--environment', 'harbour'])).toBe(0)
    expect(out).toEqual([
      expect.stringMatching(/^plan ferry [0-9a-f]{12} imported$/),
      expect.stringMatching(/^environment harbour [0-9a-f]{12} imported$/),
      'people added: ann, bo, cy',
    ])
    expect(await run(['import', ferry, '--environment', 'harbour'])).toBe(0)
    expect(out.slice(3).every((line) => line.endsWith(' unchanged'))).toBe(true)
    const entry = await test.database.journalEntry.findFirstOrThrow({ where: { stream: 'plan:ferry' } })
    expect(JSON.parse(entry.actor)).toEqual({ kind: 'console', part: 'command line' })
  })

  it('imports nothing while a variable is missing, and needs an environment by name', async () => {
    expect(await run(['import', ferry, '--environment', 'harbour'])).toBe(1)
    expect(out.at(-1)).toBe('nothing was imported')
    expect(await run(['import', ferry])).toBe(2)
    expect(await test.database.planVersion.count()).toBe(0)
  })
})
