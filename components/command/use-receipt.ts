'use client'

import { useCallback, useState } from 'react'
import type { Send } from './command-context'
import { receiptStands } from './receipt-stands'
import { idle, useCommand, type CommandState } from './use-command'

/**
 * `useCommand` for a place whose question changes: `receipt` is what became of the last press while the same is asked,
 * `newest` the newest entry that a person recorded.
 */
export function useReceipt(question: string, newest: number | null) {
  const { state, send: sendNow } = useCommand()
  const [pressed, setPressed] = useState('')
  const send: Send = useCallback(
    (verb, input) => {
      setPressed(question)
      return sendNow(verb, input)
    },
    [question, sendNow],
  )
  const receipt: CommandState = receiptStands(state, { pressed, now: question }, newest) ? state : idle
  return { state, receipt, send }
}
