import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { labConfig, type LabConfigInput } from '../../config'
import { startLab, type RunningLab } from '../../start-lab'
import type { RegisteredSystem } from '../../systems'

export interface SmallLab extends RunningLab {
  directory: string
  url(listener: string): string
  secret(name: string): string
  /** Stops it and starts it again on what it kept. */
  restart(): Promise<SmallLab>
  /** Stops it and removes what it kept. */
  end(): Promise<void>
}

/** A lab of only the given systems, on free ports and in a directory of its own. */
export async function startSmallLab(
  systems: readonly RegisteredSystem[],
  input: LabConfigInput = {},
): Promise<SmallLab> {
  return startIn(mkdtempSync(join(tmpdir(), 'small-lab-')), systems, input)
}

async function startIn(
  directory: string,
  systems: readonly RegisteredSystem[],
  input: LabConfigInput,
): Promise<SmallLab> {
  const running = await startLab(labConfig(input, { dataDirectory: directory }), { systems })
  return {
    ...running,
    directory,
    url: (listener) => {
      const address = running.addresses[listener]
      if (address === undefined) throw new Error(`no listener ${listener}`)
      return address
    },
    secret: (name) => readFileSync(join(directory, 'secrets', name), 'utf8').trim(),
    restart: async () => {
      await running.close()
      // fetch must notice that its pooled connections are closed before the same port answers again.
      await new Promise((resolve) => setTimeout(resolve, 50))
      return startIn(directory, systems, input)
    },
    end: async () => {
      await running.close()
      rmSync(directory, { recursive: true, force: true })
    },
  }
}

/** Resolves once `check` holds; fails with its name after `milliseconds`. */
export async function eventually(
  name: string,
  check: () => boolean | Promise<boolean>,
  milliseconds = 4000,
): Promise<void> {
  const deadline = Date.now() + milliseconds
  while (!(await check())) {
    if (Date.now() > deadline) throw new Error(`not within ${milliseconds} ms: ${name}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
