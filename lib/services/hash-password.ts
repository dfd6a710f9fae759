import { randomBytes, scrypt } from 'node:crypto'

/** What sign-in verifies against: `scrypt$N$r$p$salt$key`, salt and key in base64url. About 50 ms of work each. */
export async function hashPassword(password: string): Promise<string> {
  const [cost, blockSize, parallelization] = [16_384, 8, 1]
  const salt = randomBytes(16)
  const key = await new Promise<Buffer>((resolve, reject) => {
    scrypt(
      password.normalize('NFKC'),
      salt,
      32,
      { N: cost, r: blockSize, p: parallelization, maxmem: 64 * 1024 * 1024 },
      (error, derived) => (error === null ? resolve(derived) : reject(error)),
    )
  })
  const parts = ['scrypt', cost, blockSize, parallelization, salt.toString('base64url'), key.toString('base64url')]
  return parts.join('$')
}
