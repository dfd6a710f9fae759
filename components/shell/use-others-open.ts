'use client'

import type { OpenNow } from '@/lib/domain/view/open-now'
import { useShellView } from './use-shell-view'

/** What else is open besides the incident of this page, live: a page of one incident hears of no other by itself. */
export function useOthersOpen(id: string): OpenNow[] {
  return useShellView().incidents.filter((incident) => incident.id !== id)
}
