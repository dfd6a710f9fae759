import { StatusMark } from '@/components/ui/status-mark'
import { utcTime } from '@/lib/domain/view/format/instant'
import { cx } from '../ui/cx'
import type { CommandState } from './use-command'

/** What became of the last press, beside the control: recording, recorded with its number, or why not and who may. */
export function CommandStatus({ state, className }: { state: CommandState; className?: string }) {
  return (
    <div
      aria-live={state.kind === 'refused' || state.kind === 'unanswered' ? 'assertive' : 'polite'}
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
          <span className="num ml-2 text-ink-3">{utcTime(state.recordedAt)}</span>
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
          {state.barredBy !== null && (
            <>
              {' '}
              <a href={state.barredBy.href} className="font-medium text-ink underline">
                Open {state.barredBy.label}
              </a>
            </>
          )}
        </div>
      )
    case 'unanswered':
      return (
        <div>
          <StatusMark status="unknown" className="font-medium">
            no answer
          </StatusMark>{' '}
          <span className="text-ink">It may or may not have been recorded: the journal number tells.</span>
        </div>
      )
  }
}
