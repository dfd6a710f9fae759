import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { chained } from '@/lib/testing/evidence-input'
import { exportedFile, exportHeading } from '@/lib/testing/exported-file'
import { proven } from '@/lib/testing/region-failure'
import { runCommand } from './run-command'

const run = (argv: readonly string[]) => runCommand(['journal', 'verify', ...argv])

const entries = chained(proven())
const last = entries.at(-1)
if (last === undefined) throw new Error('nothing happened')
const count = entries.length
const kept = `${last.sequence}:${last.hash}`
const incident = { id: 'i-2041', number: 2041, title: 'us-east-1 region failure', mode: 'live' }
const heading = exportHeading(entries, incident, { 'mara-okafor': 'Mara Okafor' })

/** Both formats hold one entry a line, after these lines of their own. */
const before = { json: 8, csv: 1 }

let directory: string
let said: string[]
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'verify-'))
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  vi.spyOn(console, 'error').mockImplementation((line: string) => void said.push(line))
})
afterEach(() => {
  vi.restoreAllMocks()
  rmSync(directory, { recursive: true })
})

async function verify(format: 'json' | 'csv', change: (lines: string[], first: number) => string[], ...more: string[]) {
  const path = join(directory, `export.${format}`)
  const end = format === 'json' ? '\n' : '\r\n'
  writeFileSync(path, change((await exportedFile(format, entries, heading)).split(end), before[format]).join(end))
  return run([path, ...more])
}

/** The last three entries gone. JSON must stay JSON, or nobody would call it an export. */
const cut = (format: 'json' | 'csv') => (lines: string[], first: number) =>
  lines
    .toSpliced(first + count - 3, 3)
    .map((line, index) => (format === 'json' && index === first + count - 4 ? line.replace(/,$/, '') : line))

const untouched = (lines: string[]) => lines

describe('a second word of the same name', () => {
  const twice = (field: string, second: string) => (lines: string[]) =>
    lines.map((line) =>
      line.replace(new RegExp(`("${field}":\\s*(?:"(?:[^"\\\\]|\\\\.)*"|\\d+))`), `$1, "${field}": ${second}`),
    )

  it.each([
    ['mode', '"simulation"', 'in incident'],
    ['title', '"nothing happened"', 'in incident'],
    ['hash', '"00"', ''],
    ['payload', '"{}"', 'in recorded'],
  ])('%s, which a reader may take for the first, is told with its place', async (field, second, within) => {
    expect(await verify('json', twice(field, second))).toBe(1)
    expect(said.join('\n')).toMatch(/line \d+/)
    expect(said.join('\n')).toContain(`"${field}" stands twice${within === '' ? '' : ` ${within}`}`)
  })

  it('or a second column of the same name, too', async () => {
    expect(await verify('csv', ([header = '', ...rows]) => [`${header},at`, ...rows.map((row) => `${row},x`)])).toBe(1)
    expect(said.join('\n')).toContain('the column at stands twice')
  })
})

describe.each(['json', 'csv'] as const)('an export as %s', (format) => {
  it('verifies offline, and against the head that was kept', async () => {
    expect(await verify(format, untouched)).toBe(0)
    expect(said[0]).toBe(`verified: ${count} entries, 1 stream`)
    expect(said[1]).toContain(`#${count} with ${last.hash}`)
    expect(await verify(format, untouched, '--head', `#${kept}`)).toBe(0)
    expect(said.at(-1)).toBe(`It holds the entry that was kept, #${count}.`)
  })

  it('with one byte changed is broken at that entry', async () => {
    const edited = (lines: string[], first: number) =>
      lines.map((line, index) => (index === first + 9 ? line.replace('2026-11-19', '2026-11-18') : line))
    expect(await verify(format, edited)).toBe(1)
    expect(said).toEqual([expect.stringMatching(/^broken: incident:i-2041 #10 \(entry 10 of the file\): altered/)])
  })

  it('with a row missing in the middle is broken behind it', async () => {
    expect(await verify(format, (lines, first) => lines.toSpliced(first + 9, 1))).toBe(1)
    expect(said).toEqual([expect.stringMatching(/#11 \(entry 10 of the file\): missing/)])
  })

  it('with two rows exchanged is broken at the first', async () => {
    const exchanged = (lines: string[], first: number) =>
      lines.with(first + 9, lines[first + 10] ?? '').with(first + 10, lines[first + 9] ?? '')
    expect(await verify(format, exchanged)).toBe(1)
    expect(said).toEqual([expect.stringMatching(/#11 \(entry 10 of the file\): reordered/)])
  })

  it('with its end cut off is found by a head that was kept', async () => {
    expect(await verify(format, cut(format), '--head', kept)).toBe(1)
    expect(said).toEqual([`broken: incident:i-2041: tail-cut: number ${count} had been written and is not there`])
  })
})

describe('what stands beside the entries', () => {
  it('is said to rest on one entry of the console, to be compared there', async () => {
    expect(await verify('json', untouched)).toBe(0)
    const lines = said.filter((line) => line.includes('names and title'))
    expect(lines).toEqual([expect.stringContaining(`exports #1, hash ${heading.recorded.hash}`)])
    expect(await verify('json', untouched, '--recorded', `1:${heading.recorded.hash}`)).toBe(0)
    expect(said).toContain('It is the export that was kept, exports #1.')
    expect(await verify('json', untouched, '--recorded', `2:${heading.recorded.hash}`)).toBe(1)
  })

  it.each([
    ['incident.mode', '"mode":"live"', '"mode":"simulation"'],
    ['exportedBy', '"exportedBy": "j-whitlock"', '"exportedBy": "mara-okafor"'],
    ['persons', 'Mara Okafor', 'Tomás Varga'],
  ])('and was changed is broken at %s', async (where, from, to) => {
    expect(await verify('json', (lines) => lines.map((line) => line.replace(from, to)))).toBe(1)
    expect(said).toEqual([expect.stringMatching(new RegExp(`^broken: .*${where}`))])
  })

  it('in CSV is said not to be covered', async () => {
    expect(await verify('csv', untouched)).toBe(0)
    expect(said).toContain('Not covered by any hash: names.')
  })
})

describe('an end cut off', () => {
  it('is not seen in CSV alone, which is why the verifier says what to compare', async () => {
    expect(await verify('csv', cut('csv'))).toBe(0)
    expect(said.at(-1)).toMatch(/Compare the last hash with one kept elsewhere \(--head\)/)
  })

  it('is seen in JSON that broke off: the file says where it should end', async () => {
    expect(await verify('json', cut('json'))).toBe(1)
    expect(said).toEqual([expect.stringMatching(/tail-cut/)])
  })
})

describe('a head that was kept', () => {
  it('of another chain is not in this one', async () => {
    expect(await verify('csv', untouched, '--head', `3:${'0'.repeat(64)}`)).toBe(1)
    expect(said).toEqual([expect.stringMatching(/rewritten: number 3 is not the entry/)])
  })

  it.each(['3', 'abc', `3:${'0'.repeat(63)}`])('that is none is refused: %s', async (text) => {
    expect(await verify('csv', untouched, '--head', text)).toBe(2)
  })
})

describe('the facts of an export', () => {
  const facts = (): unknown => JSON.parse(said.join('\n'))

  it('are printed as JSON, with what a hash covers, what none does, and what was compared', async () => {
    expect(await verify('json', untouched, '--json', '--head', kept)).toBe(0)
    expect(facts()).toMatchObject({
      ok: true,
      entries: count,
      heads: [{ sequence: count, hash: last.hash }],
      uncovered: [],
      compared: { head: count, recorded: null },
      problems: [],
    })
    expect((facts() as { covered: string[] }).covered).toEqual(expect.arrayContaining(['incident', 'persons']))
    said = []
    expect(await verify('csv', untouched, '--json')).toBe(0)
    expect(facts()).toMatchObject({ ok: true, vouchedBy: null, covered: [], uncovered: ['names'] })
  })

  it('name the place and the reason of what is broken', async () => {
    expect(await verify('json', (lines, first) => lines.toSpliced(first + 9, 1), '--json')).toBe(1)
    const problem = { place: 'incident:i-2041 #11 (entry 10 of the file)', reason: expect.stringMatching(/^missing/) }
    expect(facts()).toMatchObject({ ok: false, entries: null, problems: [problem] })
  })
})
