import type { LiveBeat } from '@/lib/domain/view/live-message'
import { writesRefused } from '@/lib/db/database-writes'
import { liveHub } from './hub'
import { unknownTime } from './server-time'

/** The beat of this process, once. A hub that cannot start has no journal to read. */
export async function liveBeat(): Promise<LiveBeat> {
  const hub = await liveHub().catch(() => null)
  return {
    ...(hub?.time() ?? unknownTime),
    position: hub?.position() ?? 0,
    journal: hub?.journal() ?? 'unreadable',
    ...refusesNow(),
  }
}

export function refusesNow(): Pick<LiveBeat, 'refuses'> {
  const refuses = writesRefused()
  return refuses === null ? {} : { refuses }
}
