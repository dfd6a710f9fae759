import { expect, it } from 'vitest'
import { requireOwnNavigation } from './own-navigation'

it.each<[Record<string, string>, boolean]>([
  [{ 'sec-fetch-site': 'same-origin' }, true],
  [{ 'sec-fetch-site': 'none' }, true],
  [{ referer: 'https://dr.example/evidence' }, true],
  [{ 'sec-fetch-site': 'same-site' }, false],
  [{ 'sec-fetch-site': 'cross-site' }, false],
  [{ 'sec-fetch-site': 'cross-site', referer: 'https://dr.example/evidence' }, false],
  [{ referer: 'https://evil.dr.example/' }, false],
  [{ referer: 'http://dr.example/evidence' }, false],
  [{ referer: 'nonsense' }, false],
  [{}, false],
])('an export asked for with %j is let through: %s', (headers, through) => {
  const ask = () => requireOwnNavigation(new Headers(headers), ['https://dr.example'])
  if (through) expect(ask).not.toThrow()
  else expect(ask).toThrow('from the console itself')
})
