import { createReadStream } from 'node:fs'
import { ExportError, ExportReader, type ExportFrame } from '@/lib/domain/journal/read-export'
import { SeenEntries } from '@/lib/domain/journal/seen-entries'
import { verifySeen, type KeptElsewhere } from '@/lib/domain/journal/verify-export'
import { broken, type Verdict } from './verdict'

/**
 * Verifies an export as it is read, whatever its length. A file that cannot be read as one is no verdict: null, and
 * `unreadable` is told why.
 */
export async function verifyFile(
  path: string,
  kept: KeptElsewhere,
  unreadable: (why: string) => void,
): Promise<Verdict | null> {
  const seen = new SeenEntries()
  let frame: ExportFrame
  try {
    const reader = new ExportReader((entry) => seen.add(entry))
    for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1_024 }))
      reader.push(String(text))
    frame = reader.end()
  } catch (error) {
    if (!(error instanceof ExportError) && !(error instanceof Error && 'code' in error)) throw error
    unreadable(error.message)
    return null
  }
  const verdict = verifySeen(seen, frame, kept)
  if (!verdict.sound) return broken(verdict.where, verdict.why)
  const { entries, heads, vouchedBy, uncovered, beyondKept } = verdict
  const isCovered = (name: string) => !uncovered.some((other) => other === name || other.startsWith(`${name}.`))
  return {
    ok: true,
    entries,
    streams: heads.length,
    heads,
    vouchedBy,
    covered: Object.keys(frame.beside).filter(isCovered),
    uncovered,
    compared: { head: kept.head?.sequence ?? null, recorded: kept.recorded?.sequence ?? null },
    beyondKept,
    problems: [],
  }
}
