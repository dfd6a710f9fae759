import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { canonicalText } from '@/lib/domain/journal/canonical'
import { hashEntry, verifyChain } from '@/lib/domain/journal/chain'
import { genesisHash, hashAlgorithm, JournalEntry } from '@/lib/domain/journal/entry'
import { exportedFile, exportHeading } from '@/lib/testing/exported-file'
import { may, permissions, roles, type Permission } from '@/lib/domain/access/roles'
import { createProgram } from './commands/create-program'
import { shapeOf, type CommandShape } from './completion/command-shape'
import { root } from './root'

/** What documents say that code knows better. */
const read = (path: string) => readFileSync(join(root, path), 'utf8')
const markdown = (folder: string) =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name))
const documents = [...markdown('.'), ...markdown('docs'), ...markdown('docs/decisions'), 'lib/domain/glossary.md']
const architecture = read('ARCHITECTURE.md')

describe('ARCHITECTURE.md', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>
  const runtime = Object.keys(dependencies ?? {})
  const development = Object.keys(devDependencies ?? {})

  it('counts the dependencies, which keep to their limits, the clients of AWS as one', () => {
    const families = new Set(runtime.map((name) => (name.startsWith('@aws-sdk/client-') ? '@aws-sdk/client-*' : name)))
    expect(architecture).toContain(`Runtime, ${families.size} of at most 35, with the AWS clients as one:`)
    expect(architecture).toContain(`Development, ${development.length} of at most 25`)
    expect(families.size).toBeLessThanOrEqual(35)
    expect(development.length).toBeLessThanOrEqual(25)
  })

  it('says of every dependency why it is there, and of no other', () => {
    const cells = architecture
      .slice(architecture.indexOf('## Dependencies'))
      .split('\n')
      .filter((line) => line.startsWith('|') && !/^\| (-|package)/.test(line))
      .flatMap((line) => (line.split('|')[1] ?? '').split(',').map((name) => name.trim()))
    expect(cells.toSorted()).toEqual([...runtime, ...development].toSorted())
  })

  it('names every folder of the project', () => {
    const aside = ['node_modules', 'test-results', 'playwright-report']
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.') && !aside.includes(entry.name))
      .map((entry) => entry.name)
    expect(folders.filter((folder) => !architecture.includes(`\`${folder}/`))).toEqual([])
  })
})

it('README.md has the variables that are read, and only those', () => {
  const declared = [...read('lib/env.ts').matchAll(/^ {2}([A-Z_]+): /gm)].map(([, name]) => name)
  const described = [...read('README.md').matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name)
  // Read by the tests and by the build, which have no environment of the console's yet.
  const elsewhere = ['CHROMIUM_PATH', 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY']
  expect(described.toSorted()).toEqual([...declared, ...elsewhere].toSorted())
})

it('docs/security.md has the table of roles as the code has it', () => {
  const [section = ''] = read('docs/security.md').split('## Two persons')
  const [, , ...rows] = section
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
  const said = rows.map(([, name = '', ...cells]) => [name, ...cells.slice(0, roles.length)])
  const held = (Object.keys(permissions) as Permission[]).map((permission) => [
    `\`${permission}\``,
    ...roles.map((role) => (may([role], permission) ? 'yes' : '')),
  ])
  expect(said).toEqual(held)
})

it('docs/journal.md shows the bytes that are hashed, and their hash', () => {
  const text = read('docs/journal.md')
  const covered = /^\{"actor".*\}$/m.exec(text)?.[0] ?? ''
  const hash = /Its sha256 is `([0-9a-f]{64})`/.exec(text)?.[1]
  const entry = JournalEntry.parse({ ...(JSON.parse(covered) as object), hash })
  expect(verifyChain([entry]).broken).toBeNull()
})

const python = spawnSync('python3', ['--version']).status === 0

describe.skipIf(!python)('the recipe of docs/journal.md, by Python (skipped where there is no python3)', () => {
  const recipe = /```python\n([^]*?)```/.exec(read('docs/journal.md'))?.[1] ?? ''
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-recipe-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const checkFile = (text: string) => {
    const file = join(folder, 'export.json')
    writeFileSync(file, text)
    return spawnSync('python3', ['-c', recipe, file], { encoding: 'utf8' })
  }
  const check = (entries: readonly JournalEntry[]) => checkFile(JSON.stringify({ entries }))
  const chain: JournalEntry[] = []
  for (const text of ['=1+1 "quoted" \\ and a\ttab', 'caf\u00e9, cafe\u0301 \u0001\u007f\u2028', '\u{1f600}']) {
    const entry = {
      stream: 'incident:INC-1',
      sequence: chain.length + 1,
      type: 'incident.decisionRecorded',
      version: 1,
      at: '2026-11-23T07:00:00.000Z',
      actor: canonicalText({ kind: 'console', part: 'test' }),
      payload: canonicalText({ text }),
      previousHash: chain.at(-1)?.hash ?? genesisHash,
      algorithm: hashAlgorithm,
    }
    chain.push({ ...entry, hash: hashEntry(entry) })
  }

  it('finds a sound chain sound, whatever is written in it', () => {
    const { stdout, stderr } = check(chain)
    expect(stderr).toBe('')
    expect(stdout).toBe(`incident:INC-1 holds to #3 ${chain[2]?.hash}\n`)
  })

  it('names an altered and a missing entry', () => {
    expect(check(chain.map((entry) => ({ ...entry, version: 2 }))).stderr).toContain('#1: altered')
    expect(check(chain.filter(({ sequence }) => sequence !== 2)).stderr).toContain('#3: does not follow #1')
  })

  it('holds names, title and mode of an export against the entry that recorded it', async () => {
    const incident = { id: 'INC-1', number: 1, title: 'café "dark"', mode: 'live' }
    const heading = exportHeading(chain, incident, { ada: 'Ada \u{1f600} Løve' })
    const file = await exportedFile('json', chain, heading)
    expect(checkFile(file).stdout).toContain(`those of exports #1 ${heading.recorded.hash}`)
    for (const [from, to] of [
      ['Løve', 'Lowe'],
      ['"mode":"live"', '"mode":"tabletop"'],
    ] as const)
      expect(checkFile(file.replace(from, to)).stderr).toContain('is not what was recorded')
  })
})

it.each(documents)('%s links to what is there', (document) => {
  const links = [...read(document).matchAll(/\]\(([^)\s]+)\)/g)]
    .map(([, link = '']) => link.split('#')[0] ?? '')
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
  expect(links.filter((link) => !existsSync(join(root, dirname(document), link)))).toEqual([])
})

describe('the commands that documents name', () => {
  const lab = spawnSync(process.execPath, ['--import', 'tsx', 'lab/main.ts', 'describe'], {
    cwd: root,
    encoding: 'utf8',
  })
  const program = shapeOf(createProgram(() => undefined))
  const labCommand = { ...(JSON.parse(lab.stdout) as CommandShape), name: 'lab' }
  program.commands = program.commands.map((command) => (command.name === 'lab' ? labCommand : command))

  /** What is wrong with the words after `breakwater`; null where they can be typed. */
  function fault(words: readonly string[]): string | null {
    let command = program
    for (const word of words) {
      if (word.startsWith('--')) {
        const known = [...command.options.map(({ name }) => name), '--help', '--version']
        if (!known.includes(word)) return `${command.name} has no ${word}`
      } else if (command.commands.length > 0) {
        const child = command.commands.find(({ name }) => name === word)
        if (child === undefined) return `${command.name} has no ${word}`
        command = child
      }
    }
    return null
  }

  it('are told apart from those that do not exist', () => {
    expect(fault(['lab', 'fail', 'us-east-1', '--mode', 'dark'])).toBeNull()
    expect(fault(['journal', 'verify', 'FILE', '--recorded', '7:1c9a'])).toBeNull()
    expect(fault(['lab', 'explode'])).toBe('lab has no explode')
    expect(fault(['plan', 'chek'])).toBe('plan has no chek')
    expect(fault(['rehearse', '--slow'])).toBe('rehearse has no --slow')
  })

  it.each([...documents, 'lab/README.md'])('%s names only commands there are', (document) => {
    // In a listing, more than one space or a bracket ends the words of a command.
    const named = [...read(document).matchAll(/\bbreakwater((?: [\w./:-]+)+)/g)]
    const inCode = named.filter(({ index }) => isCode(read(document), index))
    expect(inCode.flatMap(([, words = '']) => fault(words.trim().split(' ')) ?? [])).toEqual([])
  })
})

/** Whether the place is in a block or a span of code. */
function isCode(text: string, index: number): boolean {
  const before = text.slice(0, index)
  if ((before.match(/^```/gm)?.length ?? 0) % 2 === 1) return true
  return ((before.split('\n').at(-1) ?? '').match(/`/g)?.length ?? 0) % 2 === 1
}
