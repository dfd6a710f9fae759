import { build } from '../build.js'
import { up } from '../up/run'
import { complain } from '../terminal'

/** `up`: everything from a fresh clone to a running console. Gives the exit code: 0 stopped by a person, 1 anything else. */
export async function startUp(): Promise<number> {
  try {
    build()
  } catch (error) {
    complain(`Breakwater cannot start: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
  return up()
}
