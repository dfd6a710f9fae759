import type { Claims } from './ports'
import { mostIncidents, timing } from './timing'

/**
 * Which of the incidents that nobody drives a worker takes: up to its share of all that are open, and beyond it what
 * nobody else has taken for a while. Never more than one worker can drive.
 */
export function claimed({ free, open, workers }: Claims, inHand: number): string[] {
  const share = Math.ceil(open / Math.max(1, workers))
  const taken: string[] = []
  for (const { incidentId, unattended } of free) {
    const has = inHand + taken.length
    if (has >= mostIncidents) break
    if (has < share || unattended >= timing.unattended) taken.push(incidentId)
  }
  return taken
}
