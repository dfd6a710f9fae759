import { describe, expect, it } from 'vitest'
import { chained } from '@/lib/testing/evidence-input'
import { exportedFile, exportHeading } from '@/lib/testing/exported-file'
import { proven } from '@/lib/testing/region-failure'
import { hashEntry } from './chain'
import { genesisHash, type JournalEntry } from './entry'
import { readExport, ExportError } from './read-export'
import { verifyExport, type ExportVerdict } from './verify-export'

const entries = chained(proven()).slice(0, 12)
const incident = { id: 'i-2041', number: 2041, title: 'us-east-1 region failure', mode: 'live' }
const persons = { 'j-whitlock': 'J. Whitlock', 'mara-okafor': 'Mara Okafor', 'tomas-varga': 'Tomás Varga' }
const heading = exportHeading(entries, incident, persons)
const file = await exportedFile('json', entries, heading)

interface Forged {
  entries: JournalEntry[]
  head: object
}

/** An entry that nobody recorded, whose own hash and the one before are right. */
function forged(before: JournalEntry | undefined, stream = before?.stream ?? ''): JournalEntry {
  const [model] = entries
  if (model === undefined) throw new Error('there is no entry to copy')
  const sequence = (before?.sequence ?? 0) + 1
  const entry = { ...model, stream, sequence, previousHash: before?.hash ?? genesisHash }
  return { ...entry, hash: hashEntry(entry) }
}

type Path = (string | number)[]

/** Every value of a document that is no object and no list, by its path. */
function leaves(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path]
  return Object.entries(value).flatMap(([key, member]) =>
    leaves(member, [...path, Array.isArray(value) ? Number(key) : key]),
  )
}

/** The document with one leaf changed: a letter more, a number higher. */
function changed(text: string, path: Path, to?: unknown): string {
  const document: unknown = JSON.parse(text)
  let at = document as Record<string | number, unknown>
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>
  const last = path.at(-1) ?? ''
  const value = at[last]
  at[last] = to ?? (typeof value === 'number' ? value + 1 : `${String(value)}x`)
  return JSON.stringify(document)
}

function verdict(text: string, ...kept: Parameters<typeof verifyExport> extends [unknown, ...infer K] ? K : never) {
  try {
    return verifyExport(readExport(text), ...kept)
  } catch (error) {
    if (!(error instanceof ExportError)) throw error
    return { sound: false, where: 'the file', why: error.message } satisfies ExportVerdict
  }
}

/** What exports were before the record stood in them whole. */
const { hash } = heading.recorded
const first = JSON.stringify({
  ...(JSON.parse(file) as object),
  format: 'breakwater.journal/1',
  recorded: { stream: 'exports', sequence: 1, hash },
})

describe('an export', () => {
  it('holds, and says which entry of the console vouches for what stands beside its entries', () => {
    expect(verdict(file)).toEqual({
      sound: true,
      entries: 12,
      heads: [heading.head],
      vouchedBy: { stream: 'exports', sequence: 1, hash },
      uncovered: [],
      beyondKept: 0,
    })
  })

  it.each<[string, (document: Forged) => void]>([
    ['an entry more, hashed as it should be', ({ entries: all }) => all.push(forged(all.at(-1)))],
    ['an entry of another stream behind', ({ entries: all }) => all.push(forged(undefined, 'incident:i-1'))],
    ['an entry of another stream before', ({ entries: all }) => all.unshift(forged(undefined, 'incident:i-1'))],
    ['no entry at all', (document) => Object.assign(document, { entries: [], head: null })],
  ])('with %s is not sound, though nothing of what was kept is touched', (_, forge) => {
    const document = JSON.parse(file) as Forged
    forge(document)
    const kept = { head: heading.head, recorded: { sequence: 1, hash } }
    expect(verdict(JSON.stringify(document), kept)).toMatchObject({ sound: false })
    expect(verdict(JSON.stringify(document))).toMatchObject({ sound: false })
  })

  it('as a bare list is sound with an entry more, which nothing that was kept vouches for', () => {
    const list = JSON.stringify([...entries, forged(entries.at(-1))])
    expect(verdict(list, { head: heading.head, recorded: null })).toMatchObject({ sound: true, beyondKept: 1 })
  })

  it('names a word inside its head that no hash covers', () => {
    const document = JSON.parse(first) as Forged
    document.head = { ...document.head, approvedBy: 'the board' }
    expect(verdict(JSON.stringify(document))).toMatchObject({
      sound: true,
      uncovered: expect.arrayContaining(['head.approvedBy']) as string[],
    })
  })

  it.each(leaves(JSON.parse(file)).map((path) => [path.join('.'), path] as const))(
    'with %s changed is not sound',
    (_, path) => {
      expect(verdict(changed(file, path))).toMatchObject({ sound: false })
    },
  )

  it('with a field more beside its entries is not sound', () => {
    const more = JSON.stringify({ ...(JSON.parse(file) as object), approvedBy: 'the board' })
    expect(verdict(more)).toMatchObject({ sound: false, where: expect.stringContaining('approvedBy') as string })
  })

  it.each<[string, Path, unknown, string]>([
    ['the mode', ['incident', 'mode'], 'simulation', 'incident.mode'],
    ['the title', ['incident', 'title'], 'A quiet night', 'incident.title'],
    ['who exported it', ['exportedBy'], 'mara-okafor', 'exportedBy'],
    ['the hash of its record', ['recorded', 'hash'], '0'.repeat(64), 'recorded'],
    ['a name', ['persons', 'mara-okafor'], 'Tomás Varga', 'one of format, incident, head, personsNote, persons'],
  ])('with %s changed says where', (_, path, to, where) => {
    expect(verdict(changed(file, path, to))).toMatchObject({ sound: false, where })
  })

  it('that was written anew with its record is found by the record that was kept', () => {
    const forged = exportHeading(entries, incident, { ...persons, 'mara-okafor': 'Tomás Varga' })
    const text = JSON.stringify({
      ...(JSON.parse(file) as object),
      persons: forged.persons,
      recorded: forged.recorded,
    })
    const recorded = { sequence: 1, hash }
    expect(verdict(text)).toMatchObject({ sound: true })
    expect(verdict(text, { head: null, recorded })).toMatchObject({ sound: false, where: 'recorded' })
    expect(verdict(file, { head: null, recorded })).toMatchObject({ sound: true })
  })

  it('is not vouched for by an entry of another stream, nor by one that says nothing of it', () => {
    for (const part of [{ stream: 'people' }, { payload: '{"incident":"i-2041"}' }, { payload: 'no JSON' }]) {
      const entry = { ...heading.recorded, ...part }
      const recorded = { ...entry, hash: hashEntry(entry) }
      const text = JSON.stringify({ ...(JSON.parse(file) as object), recorded })
      expect(verdict(text)).toMatchObject({ sound: false, where: 'recorded' })
    }
  })
})

describe('an export of the first format', () => {
  it('holds, and names what nothing in it vouches for', () => {
    expect(verdict(first)).toMatchObject({
      sound: true,
      vouchedBy: null,
      uncovered: ['format', 'exportedAt', 'exportedBy', 'recorded', 'personsNote', 'persons'],
    })
  })

  it.each(leaves(JSON.parse(first)).map((path) => [path.join('.'), path] as const))(
    'with %s changed is not sound, or said not to be covered',
    (_, path) => {
      const found = verdict(changed(first, path))
      if (found.sound) expect(found.uncovered).toContain(path[0])
    },
  )

  it.each(['id', 'number', 'title', 'mode'])('is compared with entry 1: incident.%s', (name) => {
    expect(verdict(changed(first, ['incident', name]))).toMatchObject({ sound: false, where: `incident.${name}` })
  })

  it('that was kept by its record is found by it, and one that names none is refused', () => {
    expect(verdict(first, { head: null, recorded: { sequence: 1, hash } })).toMatchObject({ sound: true })
    expect(verdict(JSON.stringify(entries), { head: null, recorded: { sequence: 1, hash } })).toMatchObject({
      sound: false,
      where: 'recorded',
    })
  })
})

it('names the fields that rows carry beyond an entry', async () => {
  const csv = await exportedFile('csv', entries, heading)
  expect(verdict(csv)).toMatchObject({ sound: true, vouchedBy: null, uncovered: ['names'] })
})
