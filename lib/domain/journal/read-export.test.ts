import { describe, expect, it } from 'vitest'
import { hashEntry, verifyChain } from './chain'
import { genesisHash, hashAlgorithm, type JournalEntry } from './entry'
import { ExportError, ExportReader, readExport } from './read-export'

const unhashed = {
  stream: 'incident:1',
  sequence: 1,
  type: 'note.taken',
  version: 1,
  at: '2026-01-02T03:04:05.678Z',
  actor: '{"person":"ada"}',
  payload: '{"note":"a \\"quoted\\", comma\\nline","z":null}',
  previousHash: genesisHash,
  algorithm: hashAlgorithm,
}
const entry: JournalEntry = { ...unhashed, hash: hashEntry(unhashed) }
const fields = Object.keys(entry) as (keyof JournalEntry)[]
const quoted = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`
const line = (e: JournalEntry) => fields.map((field) => quoted(e[field])).join(',')

describe('an export', () => {
  it.each([
    ['a list', JSON.stringify([entry])],
    [
      'an object with entries beside other things',
      JSON.stringify({ format: 'x', entries: [{ ...entry, position: 7 }] }),
    ],
    ['indented, with a byte order mark', `\uFEFF\n${JSON.stringify([entry], null, 2)}`],
    ['CSV with line feeds', `${fields.join(',')}\n${line(entry)}\n`],
    ['CSV with CRLF and no end', `${fields.join(',')}\r\n${line(entry)}`],
    ['CSV with a column more', `${fields.join(',')},position\n${line(entry)},7\n`],
  ])('is read as %s, and verifies', (_, text) => {
    const { entries } = readExport(text)
    expect(entries).toEqual([entry])
    expect(verifyChain(entries).broken).toBeNull()
  })

  it.each([1, 2, 7, 100])('is read the same in pieces of %i characters', (size) => {
    const whole = {
      format: 'x',
      head: null,
      'entri\u0065s': [entry, { ...entry, position: 7 }],
      persons: { entries: [1, 2] },
    }
    const csv = `${fields.join(',')}\r\n${line(entry)}\r\n${line({ ...entry, payload: '{"note":"one\ntwo"}' })}`
    for (const text of [
      JSON.stringify(whole),
      JSON.stringify(whole, null, 2),
      `\uFEFF ${JSON.stringify([entry])}`,
      csv,
    ]) {
      const entries: JournalEntry[] = []
      const reader = new ExportReader((one) => entries.push(one))
      for (let at = 0; at < text.length; at += size) reader.push(text.slice(at, at + size))
      expect({ entries, ...reader.end() }).toEqual(readExport(text))
    }
    expect(readExport(JSON.stringify(whole)).entries).toHaveLength(2)
  })

  it.each([
    ['[{"a":1,"a":2}]', 'line 1: "a" stands twice in [0]:'],
    ['{"entries":[\n{},\n{"a":\n{"b":1,"b":2}}]}', 'line 4: "b" stands twice in entries[1].a:'],
    ['{"entries":[],\n"entries":[]}', 'line 2: "entries" stands twice:'],
    ['{"entries":[{"a":1,"a":2}],"x":1,\n"x":2}', '"a" stands twice in entries[0]:'],
    ['{"x":1,"x":2,\n"entries":[{"a":1,"a":2}]}', 'line 1: "x" stands twice:'],
    ['{"entries":[1 2]}', 'not JSON'],
    ['{"entries":[{}],}', 'not JSON'],
    [`[${JSON.stringify(entry)},]`, 'not JSON'],
    [`[${JSON.stringify(entry)}`, 'not JSON'],
    [`{"entries":[${JSON.stringify(entry)}]}]`, 'not JSON'],
    ['[5]', 'entry 1 of the file: : Invalid'],
  ])('that says something twice, or is none, is refused: %s', (text, message) => {
    expect(() => readExport(text)).toThrow(message)
  })

  it('may be empty', () => {
    expect(readExport('[]').entries).toEqual([])
    expect(readExport(fields.join(',')).entries).toEqual([])
  })

  it.each([
    ['', 'neither JSON nor CSV'],
    ['hello', 'neither JSON nor CSV'],
    ['[{', 'not JSON'],
    ['{"rows":[]}', 'neither a list of entries'],
    [JSON.stringify([entry, { ...entry, hash: 'XY' }]), 'entry 2 of the file: hash: a sha256'],
    [JSON.stringify([{ ...entry, sequence: '1' }]), 'entry 1 of the file: sequence'],
    [`${fields.join(',')}\n"a",b`, 'entry 1 of the file: 2 columns'],
    [`${fields.join(',')}\n"open`, 'not CSV from character'],
  ])('that is none is refused: %s', (text, message) => {
    expect(() => readExport(text)).toThrow(ExportError)
    expect(() => readExport(text)).toThrow(message)
  })
})
