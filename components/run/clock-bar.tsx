import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import { LossCell } from './loss-cell'
import { MoneyCell } from './money-cell'
import { TierMain } from './tier-main'
import { TierLine, TierSmall } from './tier-small'

/** What has it cost, what will it cost. The cells sit on the verticals of the panes below. */
export function ClockBar({ view }: { view: ConsoleView }) {
  const [first, ...others] = view.clocks
  const fits = others.length <= 3
  return (
    <section
      aria-label="Clocks, money and loss"
      className="border-line max-lg:border-b lg:grid lg:h-28 lg:grid-cols-[25rem_minmax(0,1fr)_21.5rem] lg:border-b"
    >
      <div className="min-w-0 border-line max-lg:border-b lg:border-r">
        {first !== undefined && <TierMain clock={first} />}
      </div>
      <div className={`hidden min-w-0 border-r border-line ${fits ? 'xl:flex' : ''}`}>
        {others.map((clock) => (
          <div key={clock.tier} className="min-w-0 flex-1 border-line [&:not(:last-child)]:border-r">
            <TierSmall clock={clock} />
          </div>
        ))}
      </div>
      <div
        className={`min-w-0 overflow-auto border-line px-4 py-1 max-lg:hidden lg:border-r ${fits ? 'xl:hidden' : ''}`}
      >
        <Lines view={view} />
      </div>
      <div className="grid grid-cols-2">
        <div className="border-r border-line">
          <MoneyCell money={view.money} ended={view.incident.ended !== null} />
        </div>
        <LossCell loss={view.loss} />
      </div>
      {others.length > 0 && (
        <details className="border-t border-line px-4 py-2 lg:hidden">
          <summary className="min-h-7 py-1 text-body text-ink-2">
            {others.map((clock) => clock.tier).join(', ')}: clocks against their targets
          </summary>
          <Lines view={view} />
        </details>
      )}
    </section>
  )
}

function Lines({ view }: { view: ConsoleView }) {
  return (
    <ul aria-label="Clocks of the other tiers" className="grid gap-x-8 text-body xl:grid-cols-2">
      {view.clocks.slice(1).map((clock) => (
        <TierLine key={clock.tier} clock={clock} />
      ))}
    </ul>
  )
}
