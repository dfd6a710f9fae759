import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
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
  stop(): Promise<void>
}

interface Options {
  /** Ends in `lab`: the command line looks there. */
  dataDirectory: string
  timeScale: number
  /** Other service times than the lab's own, milliseconds at scale 1. */
  serviceTimes?: Readonly<Record<string, number>>
  onLost: (words: string) => void
}

/** Starts a lab of one's own as a program of its own. */
export async function startLab({
  dataDirectory,
  timeScale,
  serviceTimes = {},
  onLost,
}: Options): Promise<RehearsalLab> {
  const times = Object.entries(serviceTimes).map(([name, time]) => [`LAB_SERVICE_TIME_${name}`, String(time)])
  const child = await startChild(
    ['lab/main.ts', '--data', dataDirectory, '--scale', String(timeScale)],
    Object.fromEntries(times),
    (line) => line === 'lab ready',
    onLost,
  )
  try {
    const about = JSON.parse(await readFile(join(dataDirectory, 'lab.json'), 'utf8')) as {
      control: string
      variables: Record<string, string>
    }
    const data = { BREAKWATER_DATA: dirname(dataDirectory) }
    return {
      ...about,
      secrets: join(dataDirectory, 'secrets'),
      command: (words) => runProgram(['cli/breakwater.js', 'lab', ...words], data),
      stop: child.stop,
    }
  } catch (error) {
    await child.stop()
    throw error
  }
}
