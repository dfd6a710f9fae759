import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isAlive, type ProcessIdentity } from '../core/hold-directory'
import { connectToLab, LabCommandError } from './client-connect'
import type { LabStateReport } from './lab-state'

/** Whether the lab of the data directory runs, where, and how its regions are. Gives the exit code. */
export async function printStatus(
  { data, json }: { data: string; json?: true },
  print: (line: string) => void,
): Promise<number> {
  const about = readAbout(data)
  if (about === null || !isAlive(about.process)) {
    print(json ? JSON.stringify({ running: false, dataDirectory: data }, null, 2) : `no lab runs in ${data}`)
    return 1
  }
  const { control, process, startedAt } = about
  const where = { running: true, dataDirectory: data, process: process.pid, startedAt, control }
  try {
    const state = (await connectToLab(data).get('/state')) as LabStateReport
    const { timeScale, writer, faults } = state
    const regions = state.regions.map(({ region, reachability }) => ({ region, reachability }))
    if (json) print(JSON.stringify({ ...where, answers: true, timeScale, writer, regions, faults }, null, 2))
    else {
      print(`the lab of ${data} runs as process ${process.pid}, time scale ${timeScale}: ${control}`)
      for (const one of regions)
        print(`${one.region.padEnd(16)} ${one.reachability}${one.region === writer ? ', writer' : ''}`)
      if (faults.length > 0) print(`${faults.length} ${faults.length === 1 ? 'fault' : 'faults'} set`)
    }
    return 0
  } catch (error) {
    if (!(error instanceof LabCommandError)) throw error
    print(json ? JSON.stringify({ ...where, answers: false }, null, 2) : error.message)
    return 1
  }
}

interface About {
  process: ProcessIdentity
  startedAt: string
  control: string
}

function readAbout(dataDirectory: string): About | null {
  try {
    return JSON.parse(readFileSync(join(dataDirectory, 'lab.json'), 'utf8')) as About
  } catch {
    // None was ever started there, or the file was cut off as it died.
    return null
  }
}
