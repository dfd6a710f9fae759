'use client'

import type { AskDialogProps } from './ask-props'
import { Dialog } from '@/components/ui/dialog'
import { AskForm } from './ask-form'

/** Shows what something said on the record is about, takes the words, then sends. Ctrl+Enter sends from the text. */
export function AskDialog({ open, onClose, action, ...rest }: AskDialogProps) {
  return (
    <Dialog open={open} onClose={onClose} title={action.label}>
      {action.ask !== undefined && <AskForm action={action} ask={action.ask} onClose={onClose} {...rest} />}
    </Dialog>
  )
}
