import type { Send } from '@/components/command/command-context'
import type { CommandState } from '@/components/command/use-command'
import type { ActionView } from '@/lib/domain/view/console/action'

export interface AskDialogProps {
  action: ActionView
  open: boolean
  onClose: () => void
  drill: boolean
  state: CommandState
  send: Send
}
