import type { LiveBeat } from '@/lib/domain/view/live-message'
import { writesRefused, writesRefusedFor } from '@/lib/db/database-writes'
import { liveHub, type LiveHub } from './hub'
import { unknownTime } from './server-time'

/** The beat of this process, once. A hub that cannot start has no journal to read. */
export async function liveBeat(): Promise<LiveBeat> {
  const hub = await liveHub().catch(() => null)
  return {
    ...(hub?.time() ?? unknownTime),
    position: hub?.position() ?? 0,
    ...troubleNow(hub),
  }
}

/** What keeps pages from being live, with since when as far as this process knows it. */
export function troubleNow(
  hub: Pick<LiveHub, 'journal' | 'unheardFor'> | null,
): Pick<LiveBeat, 'journal' | 'refuses' | 'downFor'> {
  const refuses = writesRefused()
  const downFor = hub?.unheardFor() ?? writesRefusedFor()
  return {
    journal: hub?.journal() ?? 'unreadable',
    ...(refuses === null ? {} : { refuses }),
    ...(downFor === null ? {} : { downFor: Math.round(downFor) }),
  }
}
