import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { CleanUp } from './clean-up'
import { runProgram, startChild } from './child'

export interface RehearsalLab {
  /** What the lab tells its clients; addresses as LAB_URL_*. */
  variables: Record<string, string>
  /** Its control API. */
  control: string
  /** Where it wrote the secrets its clients need. */
  secrets: string
  /** One command of `breakwater lab`, as a person would type it. */
  command(words: readonly string[]): Promise<string>
}

interface Options {
  dataDirectory: string
  timeScale: number
  /** Other service times than the lab's own, milliseconds at scale 1. */
  serviceTimes?: Readonly<Record<string, number>>
  onLost: (words: string) => void
  cleanUp: CleanUp
}

/** Starts a lab of one's own as a program of its own; `cleanUp` ends it. */
export async function startLab({ dataDirectory, timeScale, serviceTimes = {}, onLost, cleanUp }: Options) {
  const times = Object.entries(serviceTimes).map(([name, time]) => [`LAB_SERVICE_TIME_${name}`, String(time)])
  await startChild({
    args: ['lab/main.ts', 'start', '--data', dataDirectory, '--scale', String(timeScale)],
    env: Object.fromEntries(times),
    ready: (line) => line === 'lab ready',
    onLost,
    cleanUp,
  })
  const about = JSON.parse(await readFile(join(dataDirectory, 'lab.json'), 'utf8')) as {
    control: string
    variables: Record<string, string>
  }
  const lab: RehearsalLab = {
    ...about,
    secrets: join(dataDirectory, 'secrets'),
    command: (words) => runProgram(['lab/main.ts', ...words], { LAB_DATA: dataDirectory }),
  }
  return lab
}
