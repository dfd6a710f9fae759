'use client'

import { CommandStatus } from '@/components/command/command-status'
import { useReceipt } from '@/components/command/use-receipt'
import type { ConsoleView } from '@/lib/domain/view/console/console-view'
import type { ActionView } from '@/lib/domain/view/console/action'
import { cx } from '@/components/ui/cx'
import { ActionControl } from './action-control'

/**
 * Other actions, always at the same place: on a phone at the foot of the screen whatever is scrolled to, abort first.
 * Abort is never disabled while the run lives.
 */
export function ActionBar({ view, actions }: { view: ConsoleView; actions: readonly ActionView[] }) {
  const all = [...view.runActions, ...actions]
  // What is offered here is what is asked: once that is another thing, what was pressed before says nothing of it.
  const { state, receipt, send } = useReceipt(all.map(({ key }) => key).join(' '), view.newestByPerson)
  const drill = !view.incident.live
  if (all.length === 0) return null
  const why = all.find((action) => action.disabledBecause !== null)?.disabledBecause ?? null
  return (
    <section
      aria-label="Other actions"
      data-action-bar
      className="flex min-h-13 items-center gap-2 border-t border-line bg-bg px-4 py-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:overflow-x-auto max-lg:border-line-2 max-lg:pb-[max(0.5rem,env(safe-area-inset-bottom))] lg:flex-wrap lg:px-6"
    >
      {all.map((action) => (
        <span key={action.key} className={cx('shrink-0', action.key === 'abort' && 'max-lg:order-first')}>
          <ActionControl action={action} drill={drill} state={state} send={send} quietReason />
        </span>
      ))}
      <span className="min-w-28 flex-1 text-meta text-ink-3 max-lg:min-w-56 max-lg:empty:hidden">
        {view.runWords ?? why}
      </span>
      <CommandStatus state={receipt} className="text-meta empty:hidden" />
    </section>
  )
}
