'use client'

import { useState } from 'react'
import type { Send } from '@/components/command/command-context'
import type { CommandState } from '@/components/command/command-state'
import { useOffBecause } from '@/components/live/use-off-because'
import type { ButtonKind } from '@/components/ui/button'
import { Button } from '@/components/ui/button'
import { ButtonWords } from '@/components/ui/button-words'
import { HoldButton } from '@/components/ui/hold-button'
import type { ActionView } from '@/lib/domain/view/console/action'
import { AbortControl } from './abort-control'
import { AskDialog } from './ask-dialog'

interface ActionControlProps {
  action: ActionView
  kind?: ButtonKind
  drill: boolean
  state: CommandState
  send: Send
  /** The newest entry that a person recorded, where a stop's receipt could outlive it. */
  newest?: number | null
  /** The reason is seen elsewhere; the control keeps its dashed shape, and the reason as its description. */
  quietReason?: boolean
  className?: string
}

/**
 * One action as a control: press, hold, or ask first. While anything of the same place is being recorded the others
 * wait; without a connection nothing can be recorded and the control says so. Abort waits for neither.
 */
export function ActionControl(props: ActionControlProps) {
  if (props.action.verb === 'abort-run')
    return <AbortControl action={props.action} drill={props.drill} newest={props.newest ?? null} />
  return <OrdinaryControl {...props} />
}

function OrdinaryControl({
  action,
  kind = 'secondary',
  drill,
  state,
  send,
  quietReason = false,
  className,
}: ActionControlProps) {
  const [asking, setAsking] = useState(false)
  const off = useOffBecause()
  const because = action.disabledBecause ?? off ?? (state.kind === 'recording' ? '' : null)

  if (action.how === 'hold')
    return (
      <HoldButton
        act={action.key}
        label={action.label}
        holding={action.holding ?? action.label}
        to={action.to ?? action.label}
        {...(action.where === undefined ? {} : { detail: `in ${action.where}` })}
        onConfirm={() => void send(action.verb, action.input)}
        drill={drill}
        disabledBecause={because === '' ? 'recording…' : because}
        className={className ?? ''}
      />
    )
  return (
    <>
      <Button
        kind={kind}
        drill={drill}
        disabledBecause={because}
        quietReason={quietReason}
        data-act={action.key}
        data-shortcut={action.shortcut}
        className={className}
        {...(action.shortcut === undefined ? {} : { shortcut: action.shortcut })}
        aria-haspopup={action.how === 'ask' ? 'dialog' : undefined}
        onClick={() => (action.how === 'ask' ? setAsking(true) : void send(action.verb, action.input))}
      >
        <ButtonWords label={action.label} where={action.where} />
      </Button>
      {action.how === 'ask' && (
        <AskDialog
          action={action}
          open={asking}
          onClose={() => setAsking(false)}
          drill={drill}
          state={state}
          send={send}
        />
      )}
    </>
  )
}
