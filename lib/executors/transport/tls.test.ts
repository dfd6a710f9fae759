import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:https'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sendRequest } from './send-request'
import { timeLimit } from './time-limit'

function openssl(...args: string[]): boolean {
  try {
    execFileSync('openssl', args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

const directory = mkdtempSync(join(tmpdir(), 'tls-'))
const [key, certificate] = [join(directory, 'key.pem'), join(directory, 'certificate.pem')]
const made = openssl(
  ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=127.0.0.1'],
  ...['-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate],
)

describe.skipIf(!made)('over TLS (needs openssl on this machine)', () => {
  const server = made
    ? createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, (_request, response) => {
        response.end('hello')
      })
    : null
  let url: URL

  beforeAll(async () => {
    await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve))
    const address = server?.address()
    if (typeof address !== 'object' || address === null) throw new Error('no port')
    url = new URL(`https://127.0.0.1:${address.port}/`)
  })
  afterAll(async () => {
    await new Promise((resolve) => server?.close(resolve))
    rmSync(directory, { recursive: true })
  })

  const outgoing = () => ({
    url,
    method: 'GET',
    headers: {},
    limit: timeLimit(2_000),
    signal: new AbortController().signal,
    maxReplyBytes: 100,
    leave: null,
  })

  it('trusts the bound authority', async () => {
    const reply = await sendRequest({ ...outgoing(), certificateAuthority: readFileSync(certificate, 'utf8') })
    expect(reply.body.toString()).toBe('hello')
  })

  it('sends nothing to a server it cannot trust', async () => {
    await expect(sendRequest(outgoing())).rejects.toMatchObject({ sent: false })
  })
})
