'use client'

import { createContext, useContext } from 'react'
import type { Verb } from '@/lib/domain/run/commands'
import type { CommandState } from './command-state'

/** Asks the server for one verb, once. The answer is what the journal says, or why there is none. */
export type Send = (verb: Verb, input: Readonly<Record<string, unknown>>) => Promise<CommandState>

export const CommandContext = createContext<Send | null>(null)

/** How verbs are asked for. Outside a CommandProvider it throws: a control that reaches nothing must not look alive. */
export function useSend(): Send {
  const send = useContext(CommandContext)
  if (send === null) throw new Error('useSend needs a CommandProvider above it')
  return send
}
