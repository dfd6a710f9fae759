import { describe, expect, it } from 'vitest'
import { canonicalText } from './canonical'
import { compareHeads, hashEntry, sha256Hex, verifyChain, type Break } from './chain'
import { genesisHash, hashAlgorithm, type JournalEntry } from './entry'

function chain(stream: string, length: number): JournalEntry[] {
  const entries: JournalEntry[] = []
  let previousHash = genesisHash
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const unhashed = {
      stream,
      sequence,
      type: 'step.approved',
      version: 1,
      at: `2026-01-02T03:04:${String(sequence).padStart(2, '0')}.000Z`,
      actor: canonicalText({ person: 'ada' }),
      payload: canonicalText({ step: `S${sequence}`, note: 'fine' }),
      previousHash,
      algorithm: hashAlgorithm,
    }
    const entry = { ...unhashed, hash: hashEntry(unhashed) }
    entries.push(entry)
    previousHash = entry.hash
  }
  return entries
}

const rehash = (entry: JournalEntry): JournalEntry => ({ ...entry, hash: hashEntry(entry) })
const at = (entries: readonly JournalEntry[], index: number): JournalEntry => {
  const entry = entries[index]
  if (entry === undefined) throw new Error(`no entry ${index}`)
  return entry
}
const replace = (entries: readonly JournalEntry[], index: number, change: Partial<JournalEntry>): JournalEntry[] =>
  entries.with(index, { ...at(entries, index), ...change })

describe('a hash', () => {
  it('is the sha256 of the canonical text, which anybody can make again', () => {
    const entry = at(chain('incident:1', 1), 0)
    const text =
      `{"actor":"{\\"person\\":\\"ada\\"}","algorithm":"sha256/1","at":"2026-01-02T03:04:01.000Z",` +
      `"payload":"{\\"note\\":\\"fine\\",\\"step\\":\\"S1\\"}","previousHash":"${genesisHash}","sequence":1,` +
      `"stream":"incident:1","type":"step.approved","version":1}`
    expect(entry.hash).toBe(sha256Hex(text))
  })

  it.each<keyof JournalEntry>([
    'stream',
    'sequence',
    'type',
    'version',
    'at',
    'actor',
    'payload',
    'previousHash',
    'algorithm',
  ])('changes with %s', (field) => {
    const entry = at(chain('incident:1', 1), 0)
    const changed = { ...entry, [field]: typeof entry[field] === 'number' ? 99 : `${entry[field]} ` }
    expect(hashEntry(changed)).not.toBe(entry.hash)
  })
})

describe('verifying a chain', () => {
  const five = chain('incident:1', 5)

  it('accepts whole streams, also mixed, and says where each ends', () => {
    const other = chain('plan:orderflow', 2)
    const mixed = [at(five, 0), at(other, 0), ...five.slice(1, 4), at(other, 1), at(five, 4)]
    expect(verifyChain(mixed)).toEqual({
      entries: 7,
      heads: [
        { stream: 'incident:1', sequence: 5, hash: at(five, 4).hash },
        { stream: 'plan:orderflow', sequence: 2, hash: at(other, 1).hash },
      ],
      broken: null,
    })
  })

  it('accepts nothing at all', () => {
    expect(verifyChain([])).toEqual({ entries: 0, heads: [], broken: null })
  })

  const backDated = rehash({ ...at(five, 2), at: '2026-01-01T00:00:00.000Z' })
  it.each<[string, JournalEntry[], number, Break]>([
    ['one byte of a payload edited', replace(five, 2, { payload: '{"note":"fime","step":"S3"}' }), 2, 'altered'],
    ['a payload spelt differently', replace(five, 2, { payload: '{"step":"S3","note":"fine"}' }), 2, 'altered'],
    ['the time moved', replace(five, 1, { at: '2026-01-02T03:04:01.500Z' }), 1, 'altered'],
    ['the actor exchanged', replace(five, 1, { actor: '{"person":"bob"}' }), 1, 'altered'],
    ['a time that is none', five.with(1, rehash({ ...at(five, 1), at: 'unreadable' })), 1, 'altered'],
    ['a number that is none', replace(five, 1, { sequence: 2 ** 53 }), 1, 'altered'],
    ['the stream exchanged', replace(five, 0, { stream: 'incident:2' }), 0, 'altered'],
    ['an entry re-hashed after an edit', five.with(2, rehash({ ...at(five, 2), type: 'x' })), 3, 'wrong-previous'],
    ['the first entry removed', five.slice(1), 0, 'missing'],
    ['a middle entry removed', five.toSpliced(2, 1), 2, 'missing'],
    ['two neighbours exchanged', five.with(1, at(five, 2)).with(2, at(five, 1)), 1, 'reordered'],
    ['the whole order turned round', five.toReversed(), 0, 'reordered'],
    ['an entry repeated', five.toSpliced(3, 0, at(five, 2)), 3, 'duplicate'],
    ['a back-dated entry put in the place of another', five.with(2, backDated), 3, 'wrong-previous'],
    ['a back-dated entry put between', five.toSpliced(2, 0, backDated), 3, 'duplicate'],
    [
      'a link cut and the entry re-hashed',
      five.with(3, rehash({ ...at(five, 3), previousHash: genesisHash })),
      3,
      'wrong-previous',
    ],
    ['another hash promised', replace(five, 4, { algorithm: 'md5/1' }), 4, 'unknown-algorithm'],
  ])('names the entry with %s', (_, entries, index, reason) => {
    const { broken } = verifyChain(entries)
    expect(broken).toMatchObject({ index, reason, sequence: entries[index]?.sequence })
    expect(broken?.detail).not.toBe('')
  })
})

describe('comparing with heads kept elsewhere', () => {
  const five = chain('incident:1', 5)
  const kept = verifyChain(five).heads
  const rewritten: JournalEntry[] = []
  for (const entry of five) {
    const previousHash = rewritten.at(-1)?.hash ?? genesisHash
    rewritten.push(rehash({ ...entry, previousHash, actor: '{"person":"mallory"}' }))
  }

  it('is needed for these: the chain alone cannot show them', () => {
    expect(verifyChain(five.slice(0, 3)).broken).toBeNull()
    expect(verifyChain(rewritten).broken).toBeNull()
  })

  it('finds nothing wrong in a stream that ends there, or that has grown since', () => {
    expect(compareHeads(five, kept)).toBeNull()
    expect(compareHeads(chain('incident:1', 6), kept)).toBeNull()
  })

  it.each<[string, JournalEntry[], string]>([
    ['the last entries cut off', five.slice(0, 3), 'tail-cut'],
    ['a whole stream removed', [], 'tail-cut'],
    ['the whole chain rewritten with fresh hashes', rewritten, 'rewritten'],
    ['the chain rewritten and continued', [...rewritten, ...chain('incident:1', 6).slice(5)], 'rewritten'],
  ])('finds %s', (_, entries, reason) => {
    expect(compareHeads(entries, kept)).toMatchObject({ stream: 'incident:1', reason })
  })
})
