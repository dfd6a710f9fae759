import { expect, it } from 'vitest'
import { localPath } from '@/lib/auth/local-path'
import { signInPath } from './sign-in-path'

it.each([
  ['/', '', '/sign-in'],
  ['/sign-in', '?next=%2Fposture', '/sign-in'],
  ['/approvals/INC-1-R1-A1-1', '', '/sign-in?next=%2Fapprovals%2FINC-1-R1-A1-1'],
  ['/incidents/INC-3/declare', '?a=b&c=d', '/sign-in?next=%2Fincidents%2FINC-3%2Fdeclare%3Fa%3Db%26c%3Dd'],
])('from %s%s one signs in at %s', (pathname, search, path) => {
  expect(signInPath({ pathname, search })).toBe(path)
})

it('leads back to where one was, and never out of the console', () => {
  const back = (pathname: string, search = '') =>
    localPath(new URL(signInPath({ pathname, search }), 'http://console.test').searchParams.get('next'))
  expect(back('/approvals/INC-1-R1-A1-1', '?from=slack')).toBe('/approvals/INC-1-R1-A1-1?from=slack')
  expect(back('//evil.example/x')).toBe('/')
  expect(back('/api/abort')).toBe('/')
})
