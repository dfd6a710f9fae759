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
 * and why, or no answer and what to do by hand. Null where the ordinary words do.
 */
export function abortAnswer(state: CommandState): AbortAnswer | null {
  if (state.kind === 'unanswered')
    return {
      status: 'unknown',
      head: 'no answer',
      words: 'Take it as not recorded, and press it again. If it must stop now, by hand:',
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
  const signIn = state.code === 'signed-out'
  return {
    status: 'breached',
    head: 'not recorded',
    words: signIn ? 'You are signed out. Sign in, then press it again here.' : state.message,
    signIn,
    // A refusal that no rule gave is a console that cannot record.
    byHand: state.code === 'unknown',
  }
}
