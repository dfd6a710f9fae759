import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The secret in the file, or null. */
export async function readSecretFile(path: string): Promise<string | null> {
  try {
    return (await readFile(path, 'utf8')).trim()
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

export async function writeSecretFile(path: string, secret: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(path, `${secret}\n`, { mode: 0o600 })
}

/** A secret made at the first start and kept: sessions outlive a restart. Mode 600. */
export async function keepSecret(path: string): Promise<string> {
  const kept = await readSecretFile(path)
  if (kept !== null && kept !== '') return kept
  const secret = randomBytes(32).toString('base64url')
  await writeSecretFile(path, secret)
  return secret
}
