import { StatusMark } from '@/components/ui/status-mark'
import { utcTime } from '@/lib/domain/view/format/instant'
import type { CommandState } from './use-command'

/** What became of a command, beside its control: recording, recorded with its journal number, or refused and why. */
export function CommandResult({ state }: { state: CommandState }) {
  return (
    <div aria-live="polite" className="min-h-5 text-body">
      {state.is === 'recording' && <StatusMark status="running">recording…</StatusMark>}
      {state.is === 'recorded' && (
        <StatusMark status="ok">
          recorded, <span className="num">#{state.sequence}</span>
          {state.at !== null && <span className="num text-ink-3"> {utcTime(state.at)}</span>}
        </StatusMark>
      )}
      {state.is === 'refused' && (
        <div role="alert">
          <StatusMark status="breached" className="whitespace-normal!">
            {state.message}
          </StatusMark>
          {state.missing.length > 0 && (
            <ul className="mt-1 list-disc pl-10 text-ink-2">
              {state.missing.map((item) => (
                <li key={item}>{item}</li>
              ))}
            </ul>
          )}
        </div>
      )}
    </div>
  )
}
