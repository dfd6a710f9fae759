import { join } from 'node:path'
import { root } from './root.js'

/** What a run of `npm test` ('tests') or of `npm run test:lanes` ('lanes') counted, for the sum of both. */
export function countedFile(lane) {
  return join(root, 'test-results', `counted-${lane}.json`)
}
