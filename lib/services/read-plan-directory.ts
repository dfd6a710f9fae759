import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import type { SourceFile } from '@/lib/domain/plan/problem'

/** More than the parser takes of one file; the rest is never read. */
const maxBytes = 1024 * 1024

/**
 * The YAML files of a plan directory. Paths are as a person would type them from here. Links are not followed.
 * Throws the file system's error when the directory cannot be read.
 */
export async function readPlanDirectory(directory: string): Promise<PlanFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const files = await Promise.all(paths.map(readSource))
  const inside = (path: string) => path.slice(join(directory, '/').length).replaceAll('\\', '/')
  const isScenario = ({ path }: SourceFile) => inside(path).startsWith('scenarios/')
  const isEnvironment = ({ path }: SourceFile) => inside(path).startsWith('environments/')
  const isDirectory = ({ path }: SourceFile) => inside(path) === 'directory.yaml'
  return {
    // Scenarios rehearse a plan; they are no part of it.
    plan: files.filter((file) => !isEnvironment(file) && !isDirectory(file) && !isScenario(file)),
    environments: files.filter(isEnvironment),
    directory: files.find(isDirectory) ?? null,
  }
}

async function readSource(path: string): Promise<SourceFile> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(maxBytes, (await file.stat()).size))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return { path, text: buffer.toString('utf8', 0, bytesRead) }
  } finally {
    await file.close()
  }
}
