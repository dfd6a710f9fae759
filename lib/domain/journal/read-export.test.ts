import { describe, expect, it } from 'vitest'
import { hashEntry, verifyChain } from './chain'
import { genesisHash, hashAlgorithm, type JournalEntry } from './entry'
import { ExportError, readExport } from './read-export'

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
