import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { CleanUp } from '@/cli/rehearse/clean-up'
import { removeWhenGone } from '@/cli/rehearse/remove-when-gone'
import { startDrills } from '../start-drills'
import type { Stage } from './play-story'
import { ServerPair } from './server-pair'

// Connections break on purpose; LOG_LEVEL=debug shows what the pools say about it.
process.env['LOG_LEVEL'] ??= 'silent'

/** A lab and a pair of servers that leave nothing behind. */
export async function setStage(cleanUp: CleanUp): Promise<Stage> {
  const directory = await mkdtemp(join(tmpdir(), 'breakwater-chaos-'))
  cleanUp.add(removeWhenGone(directory))
  cleanUp.add(() => rm(directory, { recursive: true, force: true }))
  // The server's account must be able to enter it when root runs this.
  await chmod(directory, 0o755)
  const servers = await ServerPair.start(directory)
  cleanUp.add(() => servers.end())
  const drills = await startDrills()
  cleanUp.add(() => drills.stop())
  return { servers, drills }
}
