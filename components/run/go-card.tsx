import { StatusMark } from '@/components/ui/status-mark'
import { Remaining } from '@/components/ui/time/ticking'
import type { ConsoleView } from '@/lib/domain/view/console/console-view'
import { Forecast } from './forecast'

/** Rows that run nothing themselves: GO and the approvals. What they wait for, and what follows from them. */
export function GoCard({ view, selected }: { view: ConsoleView; selected: string | null }) {
  const row = view.checklist.phases.flatMap((phase) => phase.rows).find(({ key }) => key === selected)
  if (row === undefined) return <p className="px-6 py-8 text-ink-3">Choose a row of the checklist to read it here.</p>
  const gates = view.checklist.phases.flatMap((phase) => phase.rows).filter(({ kind }) => kind === 'gate')
  const cards = view.room.approvals
  return (
    <article aria-labelledby="focus-title" className="flex flex-col gap-4 px-4 py-4 lg:px-6">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <span className="mono text-ink-3">{row.number}</span>
        <h2 id="focus-title" tabIndex={-1} className="text-step font-semibold">
          {row.title}
        </h2>
        <StatusMark status={row.status} className="ml-auto">
          {row.word}
        </StatusMark>
      </header>
      <p className="text-ink-2">{row.meta}</p>
      {row.kind === 'approval' &&
        cards.map((card) => (
          <p key={card.requestId} className="text-ink-2">
            <b className="font-semibold text-ink">{card.steps}</b>, digest <span className="mono">{card.digest}</span>,{' '}
            <StatusMark status={card.status}>{card.word}</StatusMark>
            {card.expiresAt !== null && (
              <>
                , expires in <Remaining until={card.expiresAt} />
              </>
            )}
            <span className="block text-meta text-ink-3">{card.lines.join(' · ')}</span>
          </p>
        ))}
      {row.kind === 'go' && (
        <ul>
          {gates.map((gate) => (
            <li key={gate.key} className="flex flex-wrap gap-x-3 border-b border-line py-1 last:border-0">
              <span className="mono w-8 leading-5 text-ink-3">{gate.number}</span>
              <span className="min-w-0 flex-1">{gate.title}</span>
              <StatusMark status={gate.status}>{gate.word}</StatusMark>
            </li>
          ))}
        </ul>
      )}
      {view.clocks[0] !== undefined && <Forecast clock={view.clocks[0]} />}
    </article>
  )
}
