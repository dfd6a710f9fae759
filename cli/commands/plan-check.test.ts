import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { runCommand } from './run-command'

const run = (argv: readonly string[]) => runCommand(['plan', ...argv])

const ferry = fileURLToPath(new URL('../../lib/domain/plan/fixtures/ferry', import.meta.url))

let directory: string
let out: string[]
let errors: string[]

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'plan-check-'))
  cpSync(ferry, directory, { recursive: true })
  out = []
  errors = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void out.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void errors.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  vi.unstubAllEnvs()
  rmSync(directory, { recursive: true })
})

function edit(file: string, from: string, to: string): void {
  const path = join(directory, file)
  writeFileSync(path, readFileSync(path, 'utf8').replace(from, to))
}

describe('breakwater plan check', () => {
  it('ends with 0 and one line of summary, without database, lab or variables', async () => {
    expect(await run(['check', directory])).toBe(0)
    expect(out).toHaveLength(4)
    expect(out.slice(1, 3).every((line) => line.endsWith('(note)'))).toBe(true)
    expect(out[0]).toMatch(
      /environments\/harbour\.yaml:\d+:\d+ \$\{BREAKWATER_URL_PAGES\} is not set: .*; so are 1 more values \(note\)$/,
    )
    expect(out[3]).toMatch(/^ferry [0-9a-f]{12}: 2 tiers, 1 runbook, 3 steps; environments none complete; no problem$/)
  })

  it('needs the variables of the environment it is asked about', async () => {
    expect(await run(['check', directory, '--environment', 'harbour'])).toBe(1)
    expect(out.at(-1)).toBe('2 problems, nothing would be imported')
    vi.stubEnv('BREAKWATER_URL_PAGES', 'localhost')
    vi.stubEnv('BREAKWATER_URL_PROBE', 'https://localhost:9103')
    expect(await run(['check', directory, '--environment', 'harbour'])).toBe(0)
    expect(out.at(-1)).toMatch(/environments harbour [0-9a-f]{12}; no problem$/)
    expect(await run(['check', directory, '--environment', 'quay'])).toBe(1)
  })

  it('prints every problem of every file as file:line:column message, and ends with 1', async () => {
    edit('plan.yaml', 'timeout: 30s', 'timeout: 30')
    edit('directory.yaml', 'roles: [commander]', 'roles: [captain]')
    edit('environments/harbour.yaml', 'token: file:status', 'token: letmein')
    expect(await run(['check', directory])).toBe(1)
    expect(out.filter((line) => !line.endsWith('(note)'))).toEqual([
      `${directory}/directory.yaml:3:56 roles: captain is not known, write one of commander, approver, responder, sponsor, auditor, admin`,
      `${directory}/environments/harbour.yaml:28:90 token: a secret is a reference: file:NAME or env:BREAKWATER_SECRET_NAME`,
      `${directory}/plan.yaml:89:18 timeout: unit missing: write 30s, 30m or 30h`,
      '3 problems, nothing would be imported',
    ])
  })

  it('refuses two environments of one name, wherever their files stand', async () => {
    cpSync(join(directory, 'environments/harbour.yaml'), join(directory, 'environments/old/harbour.yml'))
    expect(await run(['check', directory])).toBe(1)
    expect(out).toContain(
      `${directory}/environments/old/harbour.yml:1:1 there is an environment harbour already, ${directory}/environments/harbour.yaml: rename one`,
    )
  })

  it('says how it is used when it is not understood, on the other channel, and ends with 2', async () => {
    for (const argv of [['check'], ['chek', 'x'], ['check', '--what'], ['check', join(directory, 'none')]]) {
      expect(await run(argv)).toBe(2)
    }
    expect(out).toEqual([])
    expect(errors.join('\n')).toContain('(Did you mean check?)')
    expect(errors.join('\n')).toContain('none')
  })
})

describe('breakwater plan schema', () => {
  it('writes a JSON Schema for each kind of file', async () => {
    const target = join(directory, 'schemas')
    expect(await run(['schema', target])).toBe(0)
    for (const name of ['plan', 'environment', 'directory']) {
      expect(existsSync(join(target, `${name}.schema.json`))).toBe(true)
    }
  })
})
