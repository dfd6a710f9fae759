import { chmodSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { closeDirectory } from './close-directory'

let parent: string
beforeEach(() => (parent = mkdtempSync(join(tmpdir(), 'data-'))))
afterEach(() => rmSync(parent, { recursive: true }))

it.each([
  [false, 0o700],
  [true, 0o711],
])('closes the data directory to others, one that was open too (as root: %s)', (root, mode) => {
  const made = join(parent, 'made')
  closeDirectory(made, root)
  expect(statSync(made).mode & 0o777).toBe(mode)
  chmodSync(parent, 0o755)
  closeDirectory(parent, root)
  expect(statSync(parent).mode & 0o777).toBe(mode)
})
