import type { PositionedEntry } from '@/lib/domain/journal/entry'

/** An entry of a stream whose actor and payload nobody may hear of. */
export function untoldEntry(stream: string): PositionedEntry {
  return {
    stream,
    sequence: 7,
    position: 70,
    type: 'some.fact',
    version: 1,
    at: '2026-11-19T02:47:02.000Z',
    actor: '{"kind":"person","person":"mara-okafor"}',
    payload: '{"secret":"never sent"}',
    previousHash: '0'.repeat(64),
    hash: '1'.repeat(64),
    algorithm: 'sha256/1',
  }
}
