import { existsSync, readFileSync } from 'node:fs'
import { countedFile } from './counted-file.js'

/** One closing line for `npm test` and the lanes after it. A run that left no count broke off, and has failed. */
const counted = ['tests', 'lanes'].map((lane) => {
  const file = countedFile(lane)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { passed: 0, failed: 1 }
})
const sum = (name) => counted.reduce((total, one) => total + one[name], 0)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
