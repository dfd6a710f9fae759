import { existsSync, readFileSync } from 'node:fs'
import { countedFile } from './counted-file.js'

/** One closing line for `npm test` and the lanes after it. A run that left no count broke off, and has failed. */
const counted = ['tests', 'lanes'].map((lane) => {
  const file = countedFile(lane)
  return existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { passed: 0, failed: 1, wrong: [`${lane}: broke off before its end`] }
})
const sum = (name) => counted.reduce((total, one) => total + one[name], 0)
// Again, beside the sum: of a long run only its end may be kept.
for (const one of counted.flatMap(({ wrong }) => wrong)) console.log(`failed: ${one}`)
console.log(`\n${sum('passed')} passed, ${sum('failed')} failed`)
process.exitCode = sum('failed') === 0 && sum('passed') > 0 ? 0 : 1
