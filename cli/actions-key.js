import { randomBytes } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.js'

/**
 * The key of the server actions, as base64: from the environment, else made at the first build and kept in the data
 * directory. It goes into their names and into the server's part of a build, so a key that changes makes every open
 * page older than the console. Throws with words for a key that is none.
 */
export function actionsKey(environment = process.env) {
  const given = environment.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY?.trim() ?? ''
  if (given !== '') return checked(given, 'NEXT_SERVER_ACTIONS_ENCRYPTION_KEY')
  const directory = environment.BREAKWATER_DATA?.trim() || join(root, '.breakwater')
  const file = join(directory, 'actions-key')
  mkdirSync(directory, { recursive: true })
  try {
    // Never over one that is there: two builds at once keep the same.
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx' })
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
  }
  return checked(readFileSync(file, 'utf8').trim(), file)
}

function checked(key, where) {
  const bytes = Buffer.from(key, 'base64')
  if ([16, 24, 32].includes(bytes.length) && bytes.toString('base64') === key) return key
  throw new Error(`${where} must be the base64 of 16, 24 or 32 bytes, such as \`openssl rand -base64 32\` prints`)
}
