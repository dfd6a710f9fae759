import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseDirectory } from '@/lib/domain/plan/parse-directory'
import type { Directory } from '@/lib/domain/plan/schema/environment'
import { frozenPlan } from './read-frozen-plan'

const file = fileURLToPath(new URL('./frozen-plan/directory.yaml', import.meta.url))

let frozen: Directory | undefined

/** The frozen plan's people as shipped, with the duties each holds by default. */
export function frozenDirectory(): Directory {
  return (frozen ??= parseFrozen())
}

function parseFrozen(): Directory {
  const text = readFileSync(file, 'utf8')
  const { directory, problems } = parseDirectory({ path: 'directory.yaml', text }, frozenPlan().plan)
  if (directory === null) throw new Error(`the frozen directory does not parse: ${problems[0]?.message ?? ''}`)
  return directory
}
