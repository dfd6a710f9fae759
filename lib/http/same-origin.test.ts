import { describe, expect, it } from 'vitest'
import { DomainError } from '@/lib/domain/errors'

process.env['LOG_LEVEL'] = 'silent'
const { readJson, requireSameOrigin } = await import('./same-origin')

const url = 'http://localhost:3000/api/abort'
const request = (headers: Record<string, string>, body?: BodyInit) =>
  new Request(url, { method: 'POST', headers, ...(body === undefined ? {} : { body, duplex: 'half' }) })

function refused(work: () => unknown): string {
  try {
    work()
  } catch (error) {
    if (error instanceof DomainError) return error.refusal.code
    throw error
  }
  return 'let through'
}

describe('where a request comes from', () => {
  const own = ['https://dr.example', 'https://10.0.0.7:8443']

  it.each<[string, Record<string, string>, readonly string[]]>([
    ['this machine, with nothing configured', { origin: 'http://localhost:3000', host: 'localhost:3000' }, []],
    ['the configured address', { origin: 'https://dr.example', host: 'dr.example' }, own],
    ['the same with its port written out', { origin: 'https://dr.example', host: 'dr.example:443' }, own],
    ['a further address', { origin: 'https://10.0.0.7:8443', host: '10.0.0.7:8443' }, own],
  ])('is accepted as %s', (_, headers, origins) => {
    expect(refused(() => requireSameOrigin(request(headers).headers, origins))).toBe('let through')
  })

  it.each<[string, Record<string, string>, readonly string[]]>([
    ['a plain page against the console with https', { origin: 'http://dr.example', host: 'dr.example' }, own],
    ['the name under another port', { origin: 'https://dr.example:8443', host: 'dr.example:8443' }, own],
    ['another scheme', { origin: 'ftp://dr.example', host: 'dr.example' }, own],
    ['one own address against another', { origin: 'https://dr.example', host: '10.0.0.7:8443' }, own],
    ['a foreign name made to lead here', { origin: 'http://evil.example:3000', host: 'evil.example:3000' }, []],
    ['the same against a lab', { origin: 'http://evil.example', host: 'evil.example' }, ['http://localhost:3000']],
    ['https on this machine', { origin: 'https://localhost:3000', host: 'localhost:3000' }, ['http://localhost:3000']],
  ])('is refused as %s', (_, headers, origins) => {
    expect(refused(() => requireSameOrigin(request(headers).headers, origins))).toBe('forbidden')
  })

  it.each<[string, Record<string, string>]>([
    ['nothing', { host: 'localhost:3000' }],
    ['null', { origin: 'null', host: 'localhost:3000' }],
    ['an empty text', { origin: '', host: 'localhost:3000' }],
    ['another site', { origin: 'https://evil.example', host: 'localhost:3000' }],
    ['another port', { origin: 'http://localhost:3001', host: 'localhost:3000' }],
    ['a name that only begins alike', { origin: 'http://localhost:3000.evil.example', host: 'localhost:3000' }],
    ['a user part that looks alike', { origin: 'http://localhost:3000@evil.example', host: 'localhost:3000' }],
    ['text that is no URL', { origin: 'localhost:3000', host: 'localhost:3000' }],
    [
      'another site with a forged forwarded host',
      {
        origin: 'https://evil.example',
        host: 'localhost:3000',
        'x-forwarded-host': 'evil.example',
        forwarded: 'host=evil.example',
      },
    ],
    ['this site without a host', { origin: 'http://localhost:3000' }],
  ])('is refused when it says %s', (_, headers) => {
    expect(refused(() => requireSameOrigin(request(headers).headers, ['http://localhost:3000']))).toBe('forbidden')
  })
})

describe('a refusal says which host came and which is configured', () => {
  const words = (headers: Record<string, string>) => {
    try {
      requireSameOrigin(request(headers).headers, ['https://dr.example'])
    } catch (error) {
      return error instanceof DomainError ? error.refusal.message : String(error)
    }
    return 'let through'
  }

  it.each([
    [
      'behind a proxy that replaces the host',
      'https://dr.example',
      '127.0.0.1:3000',
      /proxy.*must pass on dr\.example/,
    ],
    [
      'under a foreign name that leads to this machine',
      'http://evil.example:3000',
      'evil.example:3000',
      /evil\.example:3000.*configured for https:\/\/dr\.example.*NEXTAUTH_URL/,
    ],
    [
      'typed under another name',
      'http://10.0.0.7:3000',
      'localhost:3000',
      /10\.0\.0\.7:3000.*localhost:3000.*dr\.example/,
    ],
  ])('%s', (_, origin, host, said) => {
    expect(words({ origin, host })).toMatch(said)
  })

  it.each([
    ['127.0.0.1:3000', 'let through'],
    ['localhost:3000', 'let through'],
    ['[::1]:3000', 'let through'],
    ['127.0.0.1:3001', 'forbidden'],
    ['evil.example:3000', 'forbidden'],
    ['localhost.evil.example:3000', 'forbidden'],
  ])('on this machine, typed as %s: %s', (host, expected) => {
    const { headers } = request({ origin: `http://${host}`, host })
    expect(refused(() => requireSameOrigin(headers, ['http://localhost:3000']))).toBe(expected)
  })

  it('and nothing of it where the request does not say where it comes from', () => {
    expect(words({ host: 'localhost:3000' })).toBe('This request did not come from the console itself.')
  })
})

describe('the body of a request', () => {
  const json = { 'content-type': 'application/json' }
  const read = async (headers: Record<string, string>, body?: BodyInit) => {
    try {
      return await readJson(request(headers, body))
    } catch (error) {
      if (error instanceof DomainError) return error.refusal
      throw error
    }
  }

  it('is a JSON object', async () => {
    expect(await read(json, '{"a":1}')).toEqual({ a: 1 })
    expect(await read({ 'content-type': 'Application/JSON; charset=utf-8' }, '{"ü":"é"}')).toEqual({ ü: 'é' })
  })

  it.each<[string, Record<string, string>, BodyInit | undefined]>([
    ['a form, as a foreign page could send it', { 'content-type': 'text/plain' }, '{"a":1}'],
    ['a form of fields', { 'content-type': 'application/x-www-form-urlencoded' }, 'a=1'],
    ['no type', { 'content-type': '' }, '{"a":1}'],
    ['nothing', json, undefined],
    ['half an object', json, '{"a":'],
    ['a list', json, '[1]'],
    ['null', json, 'null'],
    ['a number', json, '1'],
    ['more than 64 kB', json, JSON.stringify({ a: 'x'.repeat(64 * 1024) })],
    ['more than 64 kB in few characters', json, JSON.stringify({ a: '€'.repeat(22 * 1024) })],
  ])('is refused as %s', async (_, headers, body) => {
    expect(await read(headers, body)).toMatchObject({ code: 'bad-input' })
  })

  it('is not read on once it is too large', async () => {
    let pulled = 0
    const endless = new ReadableStream<Uint8Array>({
      pull(controller) {
        pulled += 1
        controller.enqueue(new Uint8Array(16 * 1024))
      },
    })
    expect(await read(json, endless)).toMatchObject({
      code: 'bad-input',
      message: 'The text is longer than 64 kB, more than is kept. Shorten it.',
    })
    expect(pulled).toBeLessThan(10)
  })

  it('keeps what would reach into every object as a plain member', async () => {
    const value = await read(json, '{"__proto__":{"admin":true}}')
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    expect(({} as Record<string, unknown>)['admin']).toBeUndefined()
  })
})
