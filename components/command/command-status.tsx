import { StatusMark } from '@/components/ui/status-mark'
import { Instant } from '@/components/ui/time/instant'
import { cx } from '../ui/cx'
import type { CommandState } from './command-state'
import { SignInAgain } from './sign-in-again'

/** What became of the last press, beside the control: recording, recorded with its number, or why not and who may. */
export function CommandStatus({ state, className }: { state: CommandState; className?: string }) {
  return (
    <div
      aria-live={
        state.kind === 'refused' || state.kind === 'unanswered' || state.kind === 'outdated' ? 'assertive' : 'polite'
      }
      className={cx('text-body', className)}
    >
      {words(state)}
    </div>
  )
}

function words(state: CommandState) {
  switch (state.kind) {
    case 'idle':
      return null
    case 'recording':
      return <StatusMark status="running">recording…</StatusMark>
    case 'recorded':
      return (
        <StatusMark status="ok">
          recorded, <span className="num">#{state.sequence}</span>
          <Instant at={state.recordedAt} className="ml-2 text-ink-3" />
        </StatusMark>
      )
    case 'registered':
      return (
        <StatusMark status="ok">
          abort on record since <Instant at={state.recordedAt} />
          {state.byNewer && '. A newer process writes its entry: this one cannot.'}
        </StatusMark>
      )
    case 'refused':
      return (
        <div>
          <StatusMark status="breached" className="font-medium">
            not recorded
          </StatusMark>{' '}
          <span className="text-ink">{state.message}</span>
          {state.missing.length > 0 && <span className="text-ink-2"> Missing: {state.missing.join('; ')}.</span>}
          {state.barredBy !== undefined && (
            <>
              {' '}
              <a href={state.barredBy.href} className="font-medium text-ink underline">
                Open {state.barredBy.label}
              </a>
            </>
          )}
          {state.code === 'signed-out' && <SignInAgain />}
        </div>
      )
    case 'unanswered':
      return (
        <div>
          <StatusMark status="unknown" className="font-medium">
            no answer
          </StatusMark>{' '}
          <span className="text-ink">
            Not known whether it was recorded: the journal tells. Look before you press again.
          </span>
        </div>
      )
    case 'outdated':
      return (
        <div>
          <StatusMark status="warning" className="font-medium">
            not recorded
          </StatusMark>{' '}
          <span className="text-ink">The console was updated. The page loads again and offers the same once more.</span>
        </div>
      )
  }
}
