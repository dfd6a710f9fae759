'use client'

import type { Send } from '@/components/command/command-context'
import type { CommandState } from '@/components/command/use-command'
import { Dialog } from '@/components/ui/dialog'
import type { ActionView } from '@/lib/domain/view/console/action'
import { AskForm } from './ask-form'

export interface AskDialogProps {
  action: ActionView
  open: boolean
  onClose: () => void
  drill: boolean
  state: CommandState
  send: Send
}

/** Shows what something said on the record is about, takes the words, then sends. Ctrl+Enter sends from the text. */
export function AskDialog({ open, onClose, action, ...rest }: AskDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={action.label}>
      {action.ask !== undefined && <AskForm action={action} ask={action.ask} onClose={onClose} {...rest} />}
    </Dialog>
  )
}
