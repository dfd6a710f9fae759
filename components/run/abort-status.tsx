'use client'

import { CommandStatus } from '@/components/command/command-status'
import { SignInAgain } from '@/components/command/sign-in-again'
import type { CommandState } from '@/components/command/use-command'
import { StatusMark } from '@/components/ui/status-mark'
import { abortAnswer } from './abort-answer'
import { useLate } from './use-late'

/** Whoever stops something is not left with "recording…" for longer. */
const answerWithin = 4_000

/** What became of a stop, in one of its answers; where it may not be on the record, what to do by hand. */
export function AbortStatus({ state, byHand }: { state: CommandState; byHand: readonly string[] }) {
  const answer = abortAnswer(state, useLate(state.kind === 'recording', answerWithin))
  if (answer === null) return <CommandStatus state={state} />
  return (
    <div role="alert">
      <p>
        <StatusMark status={answer.status} className="font-medium">
          {answer.head}
        </StatusMark>{' '}
        {answer.words}
        {answer.signIn && <SignInAgain />}
      </p>
      {answer.byHand && (
        <ul className="mt-1 list-disc pl-5 text-ink-2">
          {byHand.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </div>
  )
}
