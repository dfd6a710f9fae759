'use client'

import { useState } from 'react'
import { CommandStatus } from '@/components/command/command-status'
import type { Send } from '@/components/command/command-context'
import type { CommandState } from '@/components/command/use-command'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { StatusMark } from '@/components/ui/status-mark'
import { TextArea } from '@/components/ui/text-area'
import type { ActionView } from '@/lib/domain/view/console/action'

/**
 * Asks for the words that go on the record, then sends. Where words are proposed the confirming button has the focus,
 * so that Enter is enough; Ctrl+Enter sends from the text.
 */
export function AskDialog({
  action,
  open,
  onClose,
  drill,
  state,
  send,
}: {
  action: ActionView
  open: boolean
  onClose: () => void
  drill: boolean
  state: CommandState
  send: Send
}) {
  return (
    <Dialog open={open} onClose={onClose} title={action.label}>
      <AskForm action={action} onClose={onClose} drill={drill} state={state} send={send} />
    </Dialog>
  )
}

function AskForm({ action, onClose, drill, state, send }: Omit<Parameters<typeof AskDialog>[0], 'open'>) {
  const { ask } = action
  const [text, setText] = useState(ask?.preset ?? '')
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState(false)
  const short = text.trim().length < 3
  const problem = tried && short ? 'Say it in a few words: it goes on the record.' : null
  const confirm = async () => {
    setTried(true)
    if (short || state.kind === 'recording') return
    setSent(true)
    const answer = await send(action.verb, { ...action.input, [ask?.field ?? 'reason']: text.trim() })
    if (answer.kind === 'recorded') onClose()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
      }}
      className="flex flex-col gap-4"
    >
      {ask?.warning != null && (
        <p className="border-l-2 border-warn pl-3">
          <StatusMark status="warning">mind</StatusMark> <span className="text-ink-2">{ask.warning}</span>
        </p>
      )}
      <TextArea
        label={ask?.label ?? 'Reason'}
        hint={ask?.hint ?? ''}
        problem={problem}
        value={text}
        maxLength={2_000}
        data-autofocus={(ask?.preset ?? '') === '' || undefined}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm()
        }}
      />
      {sent && <CommandStatus state={state} />}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" kind="primary" drill={drill} data-autofocus={(ask?.preset ?? '') !== '' || undefined}>
          {action.label}
        </Button>
        <Button type="button" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}
