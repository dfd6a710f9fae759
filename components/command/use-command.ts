'use client'

import { useCallback, useRef, useState } from 'react'

/** Where a command stands. `recorded` comes from the journal only: nothing is shown as done before it is. */
export type CommandState =
  | { kind: 'idle' }
  | { kind: 'recording' }
  | { kind: 'recorded'; sequence: number; recordedAt: string; incidentId: string | null }
  | {
      kind: 'refused'
      code: string
      message: string
      missing: string[]
      barredBy: { label: string; href: string } | null
    }
  /** No answer came. Whether it was recorded only the journal tells. */
  | { kind: 'unanswered' }

export const idle: CommandState = { kind: 'idle' }

export function useCommand() {
  const [state, setState] = useState<CommandState>(idle)
  const pending = useRef(false)

  const send = useCallback(async (verb: string, input: Readonly<Record<string, unknown>>): Promise<CommandState> => {
    // A second press while the first is on its way is the same press.
    if (pending.current) return { kind: 'recording' }
    pending.current = true
    setState({ kind: 'recording' })
    const answer = await post(verb === 'abort-run' ? '/api/abort' : `/api/commands/${verb}`, input)
    pending.current = false
    setState(answer)
    return answer
  }, [])

  const reset = useCallback(() => setState(idle), [])
  return { state, send, reset }
}

async function post(path: string, input: Readonly<Record<string, unknown>>): Promise<CommandState> {
  try {
    const response = await fetch(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input),
      signal: AbortSignal.timeout(15_000),
    })
    const body: unknown = await response.json().catch(() => null)
    return response.ok ? recorded(body) : refused(response.status, body)
  } catch {
    return { kind: 'unanswered' }
  }
}

function recorded(body: unknown): CommandState {
  const { sequence, recordedAt, incidentId } = fields(body)
  if (typeof sequence !== 'number') return { kind: 'unanswered' }
  return {
    kind: 'recorded',
    sequence,
    recordedAt: typeof recordedAt === 'string' ? recordedAt : '',
    incidentId: typeof incidentId === 'string' ? incidentId : null,
  }
}

function refused(status: number, body: unknown): CommandState {
  const { code, message, missing, barredBy } = fields(body)
  const { label, href } = fields(barredBy)
  const said = typeof message === 'string' ? message : null
  return {
    kind: 'refused',
    code: typeof code === 'string' ? code : String(status),
    message: said ?? (status === 401 ? 'Your session has ended. Sign in again.' : 'The console could not record it.'),
    missing: Array.isArray(missing) ? missing.filter((one): one is string => typeof one === 'string') : [],
    barredBy: typeof label === 'string' && typeof href === 'string' ? { label, href } : null,
  }
}

function fields(body: unknown): Readonly<Record<string, unknown>> {
  return body !== null && typeof body === 'object' ? (body as Record<string, unknown>) : {}
}
