import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSecretReader } from './secrets'

let parent: string
let directory: string
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'secrets-'))
  directory = join(parent, 'secrets')
  mkdirSync(directory)
})
afterEach(() => rmSync(parent, { recursive: true }))

const write = (name: string, mode = 0o600) => {
  writeFileSync(join(directory, name), ' hunter2 \n')
  chmodSync(join(directory, name), mode)
}
const read = (reference: string, variables = {}) => createSecretReader(directory, variables)(reference)

describe('a secret in a file', () => {
  it('is read as it is now', async () => {
    write('token')
    expect(await read('file:token')).toBe('hunter2')
  })

  it.each([0o604, 0o606, 0o640, 0o660, 0o644, 0o620, 0o601])(
    'is refused with mode %o, with what to run',
    async (mode) => {
      write('token', mode)
      const refused = read('file:token')
      await expect(refused).rejects.toThrow(`chmod 600 ${join(directory, 'token')}`)
      await expect(refused).rejects.not.toThrow('hunter2')
    },
  )

  it.runIf(process.getuid?.() === 0)('of another owner may come by the group: a mount gives it so', async () => {
    write('token', 0o440)
    chownSync(join(directory, 'token'), 65_534, 0)
    expect(await read('file:token')).toBe('hunter2')
    chmodSync(join(directory, 'token'), 0o444)
    await expect(read('file:token')).rejects.toThrow('chmod 600')
  })

  it('may be a link within the directory, and none that leads out of it', async () => {
    mkdirSync(join(directory, '..2026_11_19'))
    write('..2026_11_19/token')
    symlinkSync('..2026_11_19', join(directory, '..data'))
    symlinkSync('..data/token', join(directory, 'token'))
    expect(await read('file:token')).toBe('hunter2')
    writeFileSync(join(parent, 'elsewhere'), 'not yours', { mode: 0o600 })
    symlinkSync('../elsewhere', join(directory, 'out'))
    await expect(read('file:out')).rejects.toThrow('outside the secrets directory')
    await expect(read('file:../elsewhere')).rejects.toThrow('outside the secrets directory')
  })

  it('that is empty, being written anew, is missing: it proves nobody wrong', async () => {
    write('token')
    writeFileSync(join(directory, 'token'), '\n')
    await expect(read('file:token')).rejects.toThrow('empty')
  })

  it('that is not there is said to be missing', async () => {
    await expect(read('file:nothing')).rejects.toThrow('secret file:nothing: no such file')
    await expect(read('file:.')).rejects.toThrow('outside the secrets directory')
  })
})

describe('a secret in a variable', () => {
  it('is one that is named as a secret', async () => {
    expect(await read('env:BREAKWATER_SECRET_SLACK', { BREAKWATER_SECRET_SLACK: 'x' })).toBe('x')
    await expect(read('env:BREAKWATER_SECRET_SLACK')).rejects.toThrow('not set in this process')
  })

  it.each(['DATABASE_URL', 'NEXTAUTH_SECRET', 'AWS_SECRET_ACCESS_KEY', 'BREAKWATER_SECRETS', 'breakwater_secret_x'])(
    'is never the process’s own %s',
    async (name) => {
      await expect(read(`env:${name}`, { [name]: 'hunter2' })).rejects.toThrow('must begin with BREAKWATER_SECRET_')
    },
  )
})
