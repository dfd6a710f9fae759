'use client'

import { useEffect } from 'react'
import { useSend } from '@/components/command/command-context'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import { sayUntilHeard } from './say-until-heard'

const again = 5_000

/**
 * Says that whoever is waited for has the request before their eyes: a page in a hidden tab is before nobody's. Once,
 * but for a try that nobody answered: the commander would read "not seen" of whoever has it open.
 */
export function useSayingSeen({ unseen, requestId, incident }: ApprovalView): void {
  const send = useSend()
  useEffect(() => {
    if (!unseen) return
    let open = true
    let saying = false
    const say = async () => {
      if (saying || document.visibilityState !== 'visible') return
      saying = true
      saying = await sayUntilHeard(
        () => send('see-approval', { incidentId: incident.id, requestId }),
        () => new Promise((resolve) => setTimeout(resolve, again)),
        () => open && document.visibilityState === 'visible',
      )
    }
    const shown = () => void say()
    shown()
    document.addEventListener('visibilitychange', shown)
    return () => {
      open = false
      document.removeEventListener('visibilitychange', shown)
    }
  }, [unseen, requestId, incident.id, send])
}
