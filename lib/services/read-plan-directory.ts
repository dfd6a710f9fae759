import { open, readdir } from 'node:fs/promises'
import { join, relative } from 'node:path'
import type { PlanFiles } from '@/lib/domain/plan/parse-plan-directory'
import type { SourceFile } from '@/lib/domain/plan/problem'

/** More than the parser takes of one file; the rest is never read. */
const maxBytes = 1024 * 1024

/**
 * The YAML files of a plan directory. Their paths begin with `shownAs`, as a person typed it. Links are not followed.
 * Throws the file system's error when the directory cannot be read.
 */
export async function readPlanDirectory(directory: string, shownAs = directory): Promise<PlanFiles> {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => entry.isFile() && /\.ya?ml$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
  const files = await Promise.all(
    paths.map(async (path) => ({ path: join(shownAs, relative(directory, path)), text: await readText(path) })),
  )
  const inside = (path: string) => relative(shownAs, path).replaceAll('\\', '/')
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

async function readText(path: string): Promise<string> {
  const file = await open(path, 'r')
  try {
    const buffer = Buffer.alloc(Math.min(maxBytes, (await file.stat()).size))
    const { bytesRead } = await file.read(buffer, 0, buffer.length, 0)
    return buffer.toString('utf8', 0, bytesRead)
  } finally {
    await file.close()
  }
}
