'use client'

import { useEffect, useRef } from 'react'
import { useSend } from '@/components/command/command-context'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'

/**
 * Says once that whoever is waited for has the request before their eyes: a page in a hidden tab is before nobody's.
 * Whether it was recorded changes nothing here, so an answer that is missing is not waited for or told.
 */
export function useSayingSeen({ unseen, requestId, incident }: ApprovalView): void {
  const send = useSend()
  const said = useRef<string | null>(null)
  useEffect(() => {
    const say = () => {
      if (!unseen || said.current === requestId || document.visibilityState !== 'visible') return
      said.current = requestId
      void send('see-approval', { incidentId: incident.id, requestId })
    }
    say()
    document.addEventListener('visibilitychange', say)
    return () => document.removeEventListener('visibilitychange', say)
  }, [unseen, requestId, incident.id, send])
}
