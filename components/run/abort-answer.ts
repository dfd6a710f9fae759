import type { CommandState } from '@/components/command/command-state'

export interface AbortAnswer {
  status: 'ok' | 'breached' | 'unknown'
  head: string
  words: string
  signIn: boolean
  /** Whether what people can do outside stands below it. */
  byHand: boolean
}

/**
 * What is said of a stop that the journal did not answer with a number: stopping already, sign in first, not recorded
 * and why, or not known, at once where the answer is late, and what to do by hand. Null where the ordinary words do.
 */
export function abortAnswer(state: CommandState, late: boolean): AbortAnswer | null {
  if (state.kind === 'recording' && late)
    return {
      status: 'unknown',
      head: 'not known yet',
      words: 'It was sent, and is still waited for: its answer will stand here. If it must stop now, by hand:',
      signIn: false,
      byHand: true,
    }
  if (state.kind === 'unanswered')
    return {
      status: 'unknown',
      head: 'no answer',
      words:
        'Not known whether it was recorded: the page asks as soon as the journal answers. Press it again: twice is no harm. If it must stop now, by hand:',
      signIn: false,
      byHand: true,
    }
  if (state.kind !== 'refused') return null
  if (state.code === 'already-done')
    return {
      status: 'ok',
      head: 'already stopping',
      words: 'It was asked for before. Nothing more starts.',
      signIn: false,
      byHand: false,
    }
  if (state.code === 'not-recorded')
    return {
      status: 'breached',
      head: 'not recorded',
      words: 'The journal answers again and does not hold it: nothing was stopped. Press it again.',
      signIn: false,
      byHand: false,
    }
  if (state.code === 'not-stored')
    return {
      status: 'breached',
      head: 'not recorded',
      words: `${state.message} Press it again then. If it must stop now, by hand:`,
      signIn: false,
      byHand: true,
    }
  const signIn = state.code === 'signed-out'
  return {
    status: 'breached',
    head: 'not recorded',
    words: signIn ? 'You are signed out. Sign in, then press it again here.' : state.message,
    signIn,
    byHand: false,
  }
}
