import { join } from 'node:path'
import { expect, it } from 'vitest'
import { failedInPlaywright, failedInVitest } from './failed-tests'
import { root } from './root'

it('names what failed in a report of Vitest, and a file that failed outside of its tests', () => {
  const failed = {
    fullName: 'a lease is held',
    status: 'failed',
    failureMessages: ['\u001B[31mError: 2 s\u001B[39m\n  at x'],
  }
  const passed = { fullName: 'a lease is taken', status: 'passed', failureMessages: [] }
  const skipped = { fullName: 'a lease is lost', status: 'skipped', failureMessages: [] }
  const report = {
    testResults: [
      { name: join(root, 'lib/lease.test.ts'), status: 'failed', message: '', assertionResults: [failed, passed] },
      { name: join(root, 'lib/gone.test.ts'), status: 'failed', message: 'no such file', assertionResults: [] },
      { name: join(root, 'lib/hook.test.ts'), status: 'failed', message: '', assertionResults: [skipped] },
    ],
  }
  expect(failedInVitest(report)).toEqual([
    'lib/lease.test.ts › a lease is held: Error: 2 s',
    'lib/gone.test.ts › (outside of its tests): no such file',
    'lib/hook.test.ts › (outside of its tests)',
  ])
})

it('names what failed in a report of Playwright, what passed only the second time, and what failed outside of tests', () => {
  const spec = (title: string, status: string, message?: string) => ({
    file: 'x.spec.ts',
    title,
    tests: [{ status, results: [{ errors: message === undefined ? [] : [{ message }] }] }],
  })
  const suites = [
    { specs: [spec('aborts', 'expected')], suites: [{ specs: [spec('goes on', 'unexpected', 'no dialog\nat')] }] },
    { specs: [spec('undoes', 'flaky', 'slow')] },
  ]
  expect(failedInPlaywright({ suites, errors: [{ message: 'no browser' }] })).toEqual([
    'e2e/x.spec.ts › goes on: no dialog',
    'e2e/x.spec.ts › undoes: slow',
    'e2e › (outside of any test): no browser',
  ])
})
