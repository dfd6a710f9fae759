import type { LeaseLook } from './ports'
import { mostIncidents, timing } from './timing'

/**
 * Which of the incidents that nobody drives a worker takes: up to its share of all that are open, and beyond it what
 * nobody else has taken for a while. Never more than one worker can drive.
 */
export function claimed(
  free: readonly LeaseLook[],
  { open, workers, inHand }: { open: number; workers: number; inHand: number },
): LeaseLook[] {
  const share = Math.ceil(open / Math.max(1, workers))
  const taken: LeaseLook[] = []
  for (const one of free) {
    const has = inHand + taken.length
    if (has >= mostIncidents) break
    if (has < share || one.unattended >= timing.unattended) taken.push(one)
  }
  return taken
}
