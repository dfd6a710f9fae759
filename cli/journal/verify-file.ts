import { readFile } from 'node:fs/promises'
import { ExportError, readExport, type ReadExport } from '@/lib/domain/journal/read-export'
import { verifyExport, type KeptElsewhere } from '@/lib/domain/journal/verify-export'
import { broken, type Verdict } from './verdict'

/** Verifies an export. A file that cannot be read as one is no verdict: null, and `unreadable` is told why. */
export async function verifyFile(
  path: string,
  kept: KeptElsewhere,
  unreadable: (why: string) => void,
): Promise<Verdict | null> {
  let found: ReadExport
  try {
    found = readExport(await readFile(path, 'utf8'))
  } catch (error) {
    if (!(error instanceof ExportError) && !(error instanceof Error && 'code' in error)) throw error
    unreadable(error.message)
    return null
  }
  const verdict = verifyExport(found, kept)
  if (!verdict.sound) return broken(verdict.where, verdict.why)
  const { entries, heads, vouchedBy, uncovered, beyondKept } = verdict
  const isCovered = (name: string) => !uncovered.some((other) => other === name || other.startsWith(`${name}.`))
  return {
    ok: true,
    entries,
    streams: heads.length,
    heads,
    vouchedBy,
    covered: Object.keys(found.beside).filter(isCovered),
    uncovered,
    compared: { head: kept.head?.sequence ?? null, recorded: kept.recorded?.sequence ?? null },
    beyondKept,
    problems: [],
  }
}
