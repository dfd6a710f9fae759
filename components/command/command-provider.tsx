'use client'

import type { ReactNode } from 'react'
import { useCallback, useEffect, useMemo } from 'react'
import type { ActionVerb } from '@/lib/domain/run/commands'
import type { Act } from '@/lib/domain/view/answer'
import { boundActions } from './bound-actions'
import { CommandContext, type Send } from './command-context'
import { OfferedAct } from './offered-act'
import { offerAgain } from './offer'
import { postAbort } from './post-abort'
import { pressAction } from './press-action'

export type VerbActions = { readonly [V in ActionVerb]: Act }

interface CommandProviderProps {
  actions: VerbActions
  /** The build that made the page: another one records nothing for it. */
  build: string
  /** Who is signed in: what was pressed is offered again to nobody else. */
  person: string
  children: ReactNode
}

/** The verbs of the console for everything below, and what was pressed in a page that had to be loaded again. */
export function CommandProvider({ actions, build, person, children }: CommandProviderProps) {
  useEffect(boundActions, [])
  const send: Send = useCallback(
    async (verb, input) => {
      if (verb === 'abort-run') return postAbort(input)
      const state = await pressAction(actions[verb], input, build)
      if (state.kind === 'outdated' && verb !== 'see-approval') offerAgain({ verb, input, person })
      return state
    },
    [actions, build, person],
  )
  const offered = useMemo(() => <OfferedAct person={person} />, [person])
  return (
    <CommandContext value={send}>
      {children}
      {offered}
    </CommandContext>
  )
}
