import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.js'
import { countedFile } from './counted-file.js'
import { failedInPlaywright, failedInVitest } from './failed-tests.js'
import { findChromium } from './find-chromium.js'
import { generate } from './generate.js'
import { install } from './install.js'
import { requireNode } from './require-node.js'
import { root } from './root.js'

/**
 * `npm test`: everything, every stage also after a failed one, and one closing line with what was counted.
 * `npm test -- lint unit` runs the stages whose names begin so.
 * `npm run test:lanes`, which is `--lanes`: `*.lane.test.ts` against the lab, what promises a time, and the browser tests
 * tagged @lane, too long for every run of `npm test`.
 */
requireNode()
process.chdir(root)
install({ dev: true })
generate()

const words = process.argv.slice(2)
const lanes = words.includes('--lanes')
const lane = lanes ? 'lanes' : 'tests'
const results = join(root, 'test-results')
// The lanes leave beside them what `npm test` counted: a run of both ends with the sum.
for (const stale of lanes ? laneResults() : [results]) rmSync(stale, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const bin = (name, ...path) => join(root, 'node_modules', name, ...path)
const vitest = bin('vitest', 'vitest.mjs')

const everything = [
  { name: 'format', run: () => passes(bin('prettier', 'bin', 'prettier.cjs'), '--check', '.') },
  { name: 'lint', run: () => passes(bin('eslint', 'bin', 'eslint.js'), '.', '--max-warnings', '0') },
  { name: 'types', run: () => passes(bin('typescript', 'bin', 'tsc'), '--noEmit') },
  { name: 'unit tests', run: () => vitestProject('unit') },
  { name: 'database tests', run: () => vitestProject('db') },
  { name: 'lab tests', run: () => vitestProject('lab') },
  { name: 'browser tests', run: () => browserTests('browser', '--grep-invert', '@lane') },
]
const tooLong = [
  { name: 'lab lanes', run: () => vitestProject('lane') },
  { name: 'timed tests', run: () => vitestProject('timed') },
  { name: 'browser lanes', run: () => browserTests('browser-lanes', '--grep', '@lane') },
]
const stages = lanes ? tooLong : everything

let passed = 0
let failed = 0
const wrong = []
const asked = words.filter((word) => word !== '--lanes')
const chosen = stages.filter(({ name }) => asked.length === 0 || asked.some((word) => name.startsWith(word)))
for (const { name, run } of chosen) {
  console.log(`\n=== ${name}`)
  const started = Date.now()
  let counted
  try {
    counted = run()
  } catch (error) {
    console.error(error.message)
    counted = { passed: 0, failed: 1, skipped: 0, wrong: [`${name}: ${error.message}`] }
  }
  wrong.push(...counted.wrong)
  passed += counted.passed
  failed += counted.failed
  const skipped = counted.skipped > 0 ? `, ${counted.skipped} skipped` : ''
  const seconds = Math.round((Date.now() - started) / 1000)
  console.log(`=== ${name}: ${counted.passed} passed, ${counted.failed} failed${skipped} (${seconds} s)`)
}
writeFileSync(countedFile(lane), JSON.stringify({ passed, failed, wrong }))
for (const one of wrong) console.log(`failed: ${one}`)
console.log(`\n${passed} passed, ${failed} failed`)
process.exitCode = failed === 0 && passed > 0 ? 0 : 1

/** A stage without counts of its own is one test. */
function passes(program, ...args) {
  const ok = node(program, args) === 0
  const [name] = program.split('/').slice(-1)
  return { passed: ok ? 1 : 0, failed: ok ? 0 : 1, skipped: 0, wrong: ok ? [] : [`${name} ${args.join(' ')}`] }
}

function vitestProject(project) {
  const file = join(results, `${project}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const status = node(vitest, ['run', '--project', project, ...reporters])
  const report = readReport(file)
  return atLeastOneFailure(`${project} tests`, status, {
    passed: report.numPassedTests,
    skipped: report.numPendingTests + report.numTodoTests,
    wrong: failedInVitest(report),
  })
}

function browserTests(name, ...chosen) {
  if (!existsSync('playwright.config.ts')) throw new Error('there are no browser tests: no playwright.config.ts')
  const chromium = findChromium()
  build()
  const file = join(results, `${name}.json`)
  const env = { CHROMIUM_PATH: chromium, PLAYWRIGHT_JSON_OUTPUT_NAME: file, PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1' }
  // Its own folder: Playwright empties the one it is given.
  const args = ['test', '--reporter=list,json', '--output', join(results, name), ...chosen]
  const status = node(bin('@playwright', 'test', 'cli.js'), args, env)
  const report = readReport(file)
  const { expected: passed, skipped } = report.stats
  return atLeastOneFailure(name, status, { passed, skipped, wrong: failedInPlaywright(report) })
}

function laneResults() {
  const files = ['lane.json', 'timed.json', 'browser-lanes', 'browser-lanes.json'].map((file) => join(results, file))
  return [...files, countedFile('lanes')]
}

/** A run that failed for a reason outside its tests, such as an error nobody awaited, must not count as passed. */
function atLeastOneFailure(name, status, counted) {
  const wrong = status !== 0 && counted.wrong.length === 0 ? [`${name}: what is said above`] : counted.wrong
  return { ...counted, wrong, failed: wrong.length }
}

function readReport(file) {
  if (!existsSync(file)) throw new Error('the tests did not run to their end; what they said is above')
  return JSON.parse(readFileSync(file, 'utf8'))
}

function node(program, args, env = {}) {
  return spawnSync(process.execPath, [program, ...args], { stdio: 'inherit', env: { ...process.env, ...env } }).status
}
