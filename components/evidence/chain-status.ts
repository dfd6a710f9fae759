import type { Status } from '@/components/ui/status'
import { chainJudged, type ChainView } from '@/lib/domain/view/evidence/chain-view'

/** Only what was looked at to its end holds, or does not. */
export function chainStatus(chain: ChainView): Status {
  if (!chainJudged(chain)) return chain.unknown ? 'unknown' : 'waiting'
  return chain.sound ? 'ok' : 'breached'
}
