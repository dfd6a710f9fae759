'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import { useLive } from '@/components/live/live-provider'
import { useServerNow } from '@/components/ui/time/server-clock'
import { standstillOf, type Standstill } from '@/lib/domain/view/console/standstill'

/**
 * Whether anything is being done now. A page that has heard nothing knows nothing of the worker either: only a view of
 * now may say that it is silent.
 */
export function useStandstill(view: Pick<ConsoleView, 'driver' | 'now'>): Standstill | null {
  const now = useServerNow()
  const { connected, backSince } = useLive()
  if (!connected || (backSince !== null && view.now < backSince)) return null
  return standstillOf(view.driver, now)
}
