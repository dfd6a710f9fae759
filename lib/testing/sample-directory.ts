import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseDirectory } from '@/lib/domain/plan/parse-directory'
import type { Directory } from '@/lib/domain/plan/schema/environment'
import { samplePlan } from './sample-plan'

const file = fileURLToPath(new URL('../../plans/orderflow/directory.yaml', import.meta.url))

let sample: Directory | undefined

/** The sample plan's people as shipped, with the duties each holds by default. */
export function sampleDirectory(): Directory {
  return (sample ??= parseSample())
}

function parseSample(): Directory {
  const text = readFileSync(file, 'utf8')
  const { directory, problems } = parseDirectory({ path: 'directory.yaml', text }, samplePlan().plan)
  if (directory === null) throw new Error(`the sample directory does not parse: ${problems[0]?.message ?? ''}`)
  return directory
}
