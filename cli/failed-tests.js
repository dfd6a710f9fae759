import { relative } from 'node:path'
import { root } from './root.js'

/** What failed by a JSON report of Vitest, a line each: file, test, and the first line of why. */
export function failedInVitest({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    const failed = assertionResults.filter((one) => one.status === 'failed')
    // A file that could not even be loaded, or what it does before its tests: none of them has failed of itself.
    if (status === 'failed' && failed.length === 0) return [line(file, '(outside of its tests)', message)]
    return failed.map(({ fullName, failureMessages }) => line(file, fullName, failureMessages[0]))
  })
}

/** The same of a report of Playwright. A test that passes only when it is tried again has failed. */
export function failedInPlaywright({ suites, errors }) {
  const failed = suites
    .flatMap(specsOf)
    .flatMap(({ file, title, tests }) =>
      tests
        .filter(({ status }) => status === 'unexpected' || status === 'flaky')
        .map(({ results }) => line(`e2e/${file}`, title, results.flatMap((one) => one.errors)[0]?.message)),
    )
  return [...failed, ...errors.map(({ message }) => line('e2e', '(outside of any test)', message))]
}

const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)]

// Colours are for the place where the test ran.
const colours = /\u001B\[[0-9;]*m/g

function line(file, test, why = '') {
  const [first = ''] = why.replace(colours, '').trim().split('\n')
  return `${file} › ${test}${first === '' ? '' : `: ${first}`}`
}
