import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Binding } from '@/lib/domain/system/binding'
import { actionDefinition } from '@/lib/domain/system/catalogue'
import { ledTo } from '@/lib/domain/system/marked-fields'
import { commandFor, contextFor, readingFor } from '@/lib/executors/check/contexts'
import { localServer, type LocalServer } from '@/lib/executors/check/local-server'
import { createExecutorRegistry } from '@/lib/executors/registry'
import { addOutsideSystems } from '@/lib/outside-systems'
import { checkSystem } from './check-system'
import { loadOutsideHands } from './outside-hands'

const folders: string[] = []

/** A folder outside the tree with the files that docs/own-systems.md shows, changed where a test says so. */
function folderWith(change: (text: string, name: string) => string | null = (text) => text): string {
  const folder = mkdtempSync(join(tmpdir(), 'breakwater-system-'))
  folders.push(folder)
  const shown = readFileSync('docs/own-systems.md', 'utf8').matchAll(/```js (\S+)\n([\s\S]*?)```/g)
  for (const [, name = '', text = ''] of shown) {
    const written = change(text, name)
    if (written !== null) writeFileSync(join(folder, name), written)
  }
  return folder
}
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true })))

const careless = folderWith((text) =>
  text
    .replaceAll('acme.gate', 'acme.careless')
    .replace('secrets: [token],', 'secrets: [],')
    .replace(/Gate,\n\s*\)/, 'Gate, (json) => ({ words: JSON.stringify(json) }))'),
)
const astray = folderWith((text) =>
  text
    .replaceAll('acme.gate', 'acme.astray')
    .replace('endpoint: binding.endpoint,', "endpoint: process.env.HTTP_PROXY ?? 'http://127.0.0.1:1',"),
)
const hasty = folderWith((text) =>
  text
    .replaceAll('acme.gate', 'acme.hasty')
    .replace('if (is.open !== open) await', 'await')
    .replace('turn(context, gate, before.open === true)', 'turn(context, gate, before.open !== true)'),
)
// All of them as a process starts.
beforeAll(() => addOutsideSystems([folderWith(), careless, astray, hasty]))

let gates: LocalServer
const open = new Map([['orders', true]])
beforeAll(async () => {
  gates = await localServer(({ method, path, body }) => {
    const gate = path.split('/')[2] ?? ''
    if (method === 'PUT') open.set(gate, (JSON.parse(body) as { open: boolean }).open)
    return { json: { open: open.get(gate) } }
  })
})
afterAll(() => gates.close())

describe('a system of others', () => {
  it('is checked: the one the documentation shows keeps what every system has to keep', async () => {
    expect(await checkSystem(folderWith())).toEqual({
      kind: 'acme.gate',
      actions: ['acme.gate.set'],
      readings: ['acme.gate.state'],
      tried: 3,
      contract: true,
      problems: [],
    })
  })

  it('comes by the same door: bound, shown, approved, done, seen, read and undone as our own', async () => {
    const registry = createExecutorRegistry(await loadOutsideHands([folderWith()]))
    const definition = actionDefinition('acme.gate.set')
    expect(definition).toMatchObject({ systemKind: 'acme.gate', wayBack: 'reversible' })
    const parsed = Binding.parse({ kind: 'acme.gate', endpoint: 'https://gates.example.com', token: 'file:token' })
    const binding = ledTo((await systemOf('acme.gate')).binding, parsed, gates.url)
    const command = commandFor('acme.gate.set', binding, { gate: 'orders', open: false })
    expect(command.text).toContain('--request PUT')
    expect(command.target).toMatchObject({ systemKind: 'acme.gate', identity: 'token file:token' })
    const executor = registry.action('acme.gate.set')
    const context = contextFor(binding)
    const before = (await executor.before?.(command, context)) ?? {}
    expect((await executor.observe(command, context)).effect).toBe('absent')
    await executor.execute(command, context)
    expect((await executor.observe(command, context)).effect).toBe('present')
    const reading = readingFor('acme.gate.state', binding, { gate: 'orders' })
    expect((await registry.reading('acme.gate.state').read(reading, context)).fields).toEqual({ open: false })
    await executor.undo?.(command, before, context)
    expect((await executor.undone?.(command, before, context))?.effect).toBe('absent')
    expect(open.get('orders')).toBe(true)
  })

  it.each<[string, (text: string, name: string) => string | null, RegExp]>([
    ['without its pure half', (text, name) => (name === 'system.mjs' ? null : text), /there is no system\.mjs in /],
    ['that exports no function', () => 'export const system = {}', /has to export a function by default/],
    ['that cannot be loaded', () => 'import "nowhere-at-all"\nexport default () => 1', /system could not be loaded/],
    ['that throws', () => 'export default () => { throw new Error("no licence") }', /: no licence$/],
    ['that takes the name of another', (text) => text.replaceAll("'acme.gate'", "'slack'"), /kind slack already/],
    [
      'that takes a kind of another',
      (text) => text.replaceAll('acme.gate.set', 'slack.postMessage').replaceAll("'acme.gate'", "'acme.other'"),
      /there is a kind slack\.postMessage already/,
    ],
  ])('%s is refused with its place', async (_, change, words) => {
    const folder = folderWith(change)
    const refused = await addOutsideSystems([folder]).catch((error: unknown) => error)
    expect(String(refused)).toContain(folder)
    expect(String(refused)).toMatch(words)
  })

  it('that repeats a secret, or goes where nobody bound it, is told so', async () => {
    expect((await checkSystem(careless)).problems.join('\n')).toMatch(
      /acme\.careless\.set, answered with .*: a secret is repeated/,
    )
    expect((await checkSystem(astray)).problems.join('\n')).toMatch(
      /a request went where the environment of the process says/,
    )
  })

  it('that does it twice, or forgets what was there, is told which promise it breaks', async () => {
    const { problems } = await checkSystem(hasty)
    expect(problems).toEqual(
      [
        'acme.hasty.set does not keep this: acts once, and sending it again doubles nothing (effects after it was sent again',
        'acme.hasty.set does not keep this: undo restores exactly what was there before (still present, not absent, after 10 s',
      ].map((words) => expect.stringContaining(words)),
    )
  }, 30_000)

  it('that comes after the first environment was parsed is refused', async () => {
    Binding.parse({ kind: 'console' })
    const late = folderWith((text) => text.replaceAll('acme.gate', 'acme.late'))
    await expect(addOutsideSystems([late])).rejects.toThrow('before anything is parsed, when the process starts')
  })
})

async function systemOf(kind: string) {
  const { systemDefinition } = await import('@/lib/domain/system/catalogue')
  const system = systemDefinition(kind)
  if (system === undefined) throw new Error(`no system ${kind}`)
  return system
}
