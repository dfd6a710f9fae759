import type { HealthFacts } from '@/lib/domain/view/health'
import { liveHub } from './hub'

/** What the health check asks of this process itself. Never waits for longer than a start. */
export async function hubState(): Promise<Pick<HealthFacts, 'live' | 'clock'>> {
  try {
    const hub = await liveHub()
    return { live: hub.journal(), clock: hub.clock() }
  } catch {
    return { live: 'not started', clock: null }
  }
}
