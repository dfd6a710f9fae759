import { randomBytes, scrypt } from 'node:crypto'

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. Work is told per hash, so that it can be raised. */
const form = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/

export interface PasswordHash {
  cost: number
  blockSize: number
  parallelization: number
  salt: Buffer
  key: Buffer
}

type Work = Pick<PasswordHash, 'cost' | 'blockSize' | 'parallelization'>

/** 32 MB and some 150 ms each, as OWASP advises. */
export const passwordWork: Work = { cost: 32_768, blockSize: 8, parallelization: 3 }

/** What sign-in verifies against. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16)
  const key = await derive(password, { ...passwordWork, salt, key: Buffer.alloc(32) })
  const { cost, blockSize, parallelization } = passwordWork
  const parts = ['scrypt', cost, blockSize, parallelization, salt.toString('base64url'), key.toString('base64url')]
  return parts.join('$')
}

export function parseHash(stored: string): PasswordHash {
  const parts = form.exec(stored)
  if (parts === null) throw new Error('a stored password has an unknown form')
  const [, cost, blockSize, parallelization, salt = '', key = ''] = parts
  return {
    cost: Number(cost),
    blockSize: Number(blockSize),
    parallelization: Number(parallelization),
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  }
}

/** Whether it was made with less work than is asked for now. */
export function isWeak({ cost, blockSize, parallelization }: Work): boolean {
  const { cost: N, blockSize: r, parallelization: p } = passwordWork
  return cost * blockSize * parallelization < N * r * p
}

/** A key as long as the one that is there. */
export function derive(password: string, hash: PasswordHash): Promise<Buffer> {
  const { cost: N, blockSize: r, parallelization: p, salt, key } = hash
  return new Promise((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, key.length, { N, r, p, maxmem: 256 * 1024 * 1024 }, (error, derived) =>
      error === null ? resolve(derived) : reject(error),
    )
  })
}
