'use client'

import { useState } from 'react'
import { CommandStatus } from '@/components/command/command-status'
import { receiptStands } from '@/components/command/receipt-stands'
import { useCommand } from '@/components/command/use-command'
import { Button } from '@/components/ui/button'
import { ButtonWords } from '@/components/ui/button-words'
import type { ActionView } from '@/lib/domain/view/console/action'
import { useFoundAbort } from './use-found-abort'
import { AskDialog } from './ask-dialog'

/**
 * Stopping waits for nothing: it has a request of its own, so that a command on its way does not hold it up, and asks
 * the server whatever the page believes about the connection, the session or the run.
 */
export function AbortControl({ action, drill, newest }: { action: ActionView; drill: boolean; newest: number | null }) {
  const { state: answered, send } = useCommand()
  const state = useFoundAbort(answered, String(action.input['incidentId']))
  // Once somebody has let the run go on, or recorded anything newer, that it was stopped is no news beside the button.
  const isNews = receiptStands(state, { pressed: action.key, now: action.key }, newest)
  const [asking, setAsking] = useState(false)
  return (
    <span className="inline-flex items-center gap-2">
      <Button
        drill={drill}
        disabledBecause={action.disabledBecause}
        data-act={action.key}
        data-shortcut={action.shortcut}
        {...(action.shortcut === undefined ? {} : { shortcut: action.shortcut })}
        aria-haspopup="dialog"
        onClick={() => setAsking(true)}
      >
        <ButtonWords label={action.label} where={action.where} />
      </Button>
      {isNews && (state.kind === 'recorded' || state.kind === 'registered') && (
        <CommandStatus state={state} className="text-meta" />
      )}
      <AskDialog
        action={action}
        open={asking}
        onClose={() => setAsking(false)}
        drill={drill}
        state={state}
        send={send}
      />
    </span>
  )
}
