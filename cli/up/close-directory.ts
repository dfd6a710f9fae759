import { chmodSync, mkdirSync } from 'node:fs'

/**
 * The data directory is its owner's alone: logs, addresses and passwords are in it. As root the database runs under an
 * account of its own, which must get through to its folder and sees no more.
 */
export function closeDirectory(directory: string, root = process.getuid?.() === 0): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  chmodSync(directory, root ? 0o711 : 0o700)
}
