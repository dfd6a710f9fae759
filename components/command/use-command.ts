'use client'

import { useCallback, useRef, useState } from 'react'
import { useSend, type Send } from './command-context'
import { idle, type CommandState } from './command-state'

export { idle, type CommandState } from './command-state'

/** One place that asks for verbs, and where its last one stands. */
export function useCommand() {
  const sendNow = useSend()
  const [state, setState] = useState<CommandState>(idle)
  const pending = useRef(false)

  const send: Send = useCallback(
    async (verb, input) => {
      // A second press while the first is on its way is the same press.
      if (pending.current) return { kind: 'recording' }
      pending.current = true
      setState({ kind: 'recording' })
      const answer = await sendNow(verb, input)
      pending.current = false
      setState(answer)
      return answer
    },
    [sendNow],
  )

  const reset = useCallback(() => setState(idle), [])
  return { state, send, reset }
}
