import { scrypt, timingSafeEqual } from 'node:crypto'

/** `scrypt$N$r$p$salt$key`, salt and key in base64url. Work is told per hash, so that it can be raised later. */
const form = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/

/** Checked when there is no such account, so that the answer takes as long as for one that exists. */
const nobody = `scrypt$16384$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}`

let slots = 2
const waiting: (() => void)[] = []

/** Two at a time: hashing is costly on purpose, and a flood of attempts must not take the console with it. */
export async function inHashingSlot<Result>(work: () => Promise<Result>): Promise<Result> {
  if (slots > 0) slots -= 1
  else if (waiting.length >= 200) throw new Error('too many attempts to sign in at once')
  else await new Promise<void>((resolve) => waiting.push(resolve))
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) slots += 1
    else next()
  }
}

/** Whether the password is the one that was hashed. `stored` null (no account, no password) is never. */
export async function verifyPassword(password: string, stored: string | null): Promise<boolean> {
  const parts = form.exec(stored ?? nobody)
  if (parts === null) throw new Error('a stored password has an unknown form')
  const [, cost, blockSize, parallelization, salt = '', expected = ''] = parts
  const key = Buffer.from(expected, 'base64url')
  const options = { N: Number(cost), r: Number(blockSize), p: Number(parallelization), maxmem: 256 * 1024 * 1024 }
  const derived = await new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), Buffer.from(salt, 'base64url'), key.length, options, (error, result) =>
      error === null ? resolve(result) : reject(error),
    )
  })
  return timingSafeEqual(derived, key) && stored !== null
}
