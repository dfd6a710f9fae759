import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import type { ChecklistRow } from '@/lib/domain/view/console/checklist-row'
import { StatusMark } from '@/components/ui/status-mark'
import { Instant } from '@/components/ui/time/instant'
import { Age } from '@/components/ui/time/ticking'
import { Unknown } from '@/components/ui/unknown'
import { ApproversTable } from './approvers-table'
import { Forecast } from './forecast'
import { RunsAtGo } from './runs-at-go'

/** GO and its approvals: what they set free, what it loses, who consents, when the first tier is then back. */
export function GoCard({ view, selected }: { view: ConsoleView; selected: string | null }) {
  const rows = view.checklist.phases.flatMap((phase) => phase.rows)
  const row = rows.find(({ key }) => key === selected)
  if (row === undefined) return <p className="px-6 py-8 text-ink-3">Choose a row of the checklist to read it here.</p>
  const barring = rows.filter(({ bars }) => bars)
  const free = rows.filter(({ kind, done, bars }) => kind === 'gate' && !done && !bars)
  const [clock] = view.clocks
  const [card] = view.room.approvals
  return (
    <article aria-labelledby="focus-title" className="flex flex-col gap-4 px-4 py-4 lg:px-6">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <span className="mono text-ink-3">{row.number}</span>
        <h2 id="focus-title" tabIndex={-1} className="text-step font-semibold">
          {row.title}
        </h2>
        <span className="text-meta text-ink-3">{row.meta}</span>
        <StatusMark status={row.status} className="ml-auto">
          {row.word}
        </StatusMark>
      </header>
      <RunsAtGo view={view} />
      <dl className="grid grid-cols-[4.5rem_minmax(0,1fr)] gap-x-3 gap-y-1.5">
        {view.loss !== null && (
          <>
            <dt className="text-meta leading-5 text-ink-3">Loss</dt>
            <dd>
              {view.loss.kind === 'none' ? (
                <>Nothing was promoted, so nothing was lost by a failover.</>
              ) : view.loss.amount === null ? (
                <>
                  <Unknown>UNKNOWN</Unknown> {view.loss.unknown}.
                </>
              ) : (
                <>
                  {view.loss.amount} {view.loss.kind},{' '}
                  {view.loss.kind === 'now' ? (
                    <>
                      age <Age at={view.loss.at} />
                    </>
                  ) : (
                    <Instant at={view.loss.at} />
                  )}
                  .
                </>
              )}{' '}
              Approvals are void above <b className="font-semibold">{view.loss.bound}</b>.
            </dd>
          </>
        )}
        {card !== undefined && (
          <>
            <dt className="text-meta leading-5 text-ink-3">Digest</dt>
            <dd>
              <span className="mono">sha256 {card.digest}</span>, same on every screen that asks
            </dd>
          </>
        )}
        <Gates title="Barred by" gates={barring} />
        <Gates title="Not shown" gates={free} />
      </dl>
      {clock !== undefined && <Forecast clock={clock} />}
      <ApproversTable consent={view.consent} />
    </article>
  )
}

function Gates({ title, gates }: { title: string; gates: readonly ChecklistRow[] }) {
  if (gates.length === 0) return null
  return (
    <>
      <dt className="text-meta leading-5 text-ink-3">{title}</dt>
      <dd>
        {gates.map((gate) => (
          <p key={gate.key}>
            {gate.number} {gate.title}: <StatusMark status={gate.status}>{gate.word}</StatusMark>
            <span className="ml-2 text-ink-2">{gate.meta}</span>
          </p>
        ))}
      </dd>
    </>
  )
}
