import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A data directory that is gone after the test. */
export function temporaryDirectory(onFinished: (cleanUp: () => void) => void): string {
  const directory = mkdtempSync(join(tmpdir(), 'orderflow-lab-'))
  onFinished(() => rmSync(directory, { recursive: true, force: true }))
  return directory
}
