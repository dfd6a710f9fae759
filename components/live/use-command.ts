'use client'

import { useCallback, useState } from 'react'
import { useLive } from './live-provider'

export type CommandState =
  | { is: 'idle' }
  | { is: 'recording' }
  | { is: 'recorded'; sequence: number; at: string | null; incidentId: string | null }
  | { is: 'refused'; message: string; missing: string[] }

/** How a refusal is told when the server could not say it. */
const unreached = 'The server did not answer. Nothing is known to be recorded; look before you try again.'

/**
 * One verb of the console. Nothing is shown as done before the journal has it; while the connection is lost nothing
 * can be sent, and `offBecause` says so.
 */
export function useCommand(verb: string) {
  const live = useLive()
  const [state, setState] = useState<CommandState>({ is: 'idle' })
  const send = useCallback(
    async (input: Readonly<Record<string, unknown>>): Promise<CommandState> => {
      setState({ is: 'recording' })
      const next = await post(`/api/commands/${verb}`, input)
      setState(next)
      return next
    },
    [verb],
  )
  const reset = useCallback(() => setState({ is: 'idle' }), [])
  const offBecause = live.connected ? null : 'Connection lost: nothing can be recorded now.'
  return { state, send, reset, offBecause: live.connection === 'connecting' ? null : offBecause }
}

async function post(url: string, input: Readonly<Record<string, unknown>>): Promise<CommandState> {
  try {
    const response = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
    })
    const answer = (await response.json().catch(() => ({}))) as Record<string, unknown>
    const { sequence, recordedAt, incidentId, message, missing } = answer
    if (response.ok && typeof sequence === 'number') {
      const at = typeof recordedAt === 'string' ? recordedAt : null
      return { is: 'recorded', sequence, at, incidentId: typeof incidentId === 'string' ? incidentId : null }
    }
    return {
      is: 'refused',
      message: typeof message === 'string' ? message : unreached,
      missing: Array.isArray(missing) ? missing.map(String) : [],
    }
  } catch {
    return { is: 'refused', message: unreached, missing: [] }
  }
}
