'use client'

import { useEffect, useState } from 'react'
import type { CommandState } from '@/components/command/command-state'
import { findAbort } from '@/components/command/find-abort'
import { useLive } from '@/components/live/live-provider'

const againMilliseconds = 3_000

/**
 * A stop without an answer is asked about as soon as the page hears the journal again, and again until it is found: what
 * was on its way when the database fell silent may still arrive.
 */
export function useFoundAbort(state: CommandState, incidentId: string): CommandState {
  const { connected } = useLive()
  const press = state.kind === 'unanswered' ? state.press : undefined
  const [found, setFound] = useState<{ press: string; state: CommandState } | null>(null)
  useEffect(() => {
    if (press === undefined || !connected) return
    let over = false
    const ask = async () => {
      const answer = await findAbort(incidentId, press)
      if (over || answer === null) return
      setFound({ press, state: answer })
      if (answer.kind !== 'refused') clearInterval(timer)
    }
    const timer = setInterval(() => void ask(), againMilliseconds)
    void ask()
    return () => {
      over = true
      clearInterval(timer)
    }
  }, [press, connected, incidentId])
  return found !== null && found.press === press ? found.state : state
}
