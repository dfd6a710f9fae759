import { describe, expect, it } from 'vitest'
import { Address } from './address'

describe('an address of a system', () => {
  it.each(['https://host.example', 'https://host.example:8443/v1', 'http://127.0.0.1:4000/prefix'])(
    'may be %s',
    (url) => {
      expect(Address.safeParse(url).success).toBe(true)
    },
  )

  it.each([
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ftp://host.example',
    'host.example',
    'https://user@host.example',
    'https://user:word@host.example',
    'https://host.example?token=word',
    'https://host.example#word',
  ])('may not be %s', (url) => {
    expect(Address.safeParse(url).success).toBe(false)
  })
})
