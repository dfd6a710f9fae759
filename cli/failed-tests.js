import { relative } from 'node:path'
import { root } from './root.js'

/** What failed by a JSON report of Vitest, a line each: file, test, and the first line of why. */
export function failedInVitest({ testResults }) {
  return testResults.flatMap(({ name, status, message, assertionResults }) => {
    const file = relative(root, name)
    // A file that could not even be loaded has no tests of its own to fail.
    if (status === 'failed' && assertionResults.length === 0) return [line(file, '(could not be loaded)', message)]
    return assertionResults
      .filter((one) => one.status === 'failed')
      .map(({ fullName, failureMessages }) => line(file, fullName, failureMessages[0]))
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
