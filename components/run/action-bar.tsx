'use client'

import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import type { ConsoleView } from '@/lib/domain/view/console/console-view'
import type { ActionView } from '@/lib/domain/view/console/action'
import { ActionControl } from './action-control'

/** Other actions, always at the same place. Abort is here, first to reach, and never disabled while the run lives. */
export function ActionBar({ view, actions }: { view: ConsoleView; actions: readonly ActionView[] }) {
  const { state, send } = useCommand()
  const drill = !view.incident.live
  const all = [...view.runActions, ...actions]
  if (all.length === 0) return null
  const why = all.find((action) => action.disabledBecause !== null)?.disabledBecause ?? null
  return (
    <section
      aria-label="Other actions"
      className="flex min-h-13 flex-wrap items-center gap-2 border-t border-line bg-bg px-4 py-2 lg:px-6"
    >
      {all.map((action) => (
        <ActionControl key={action.key} action={action} drill={drill} state={state} send={send} quietReason />
      ))}
      <span className="min-w-28 flex-1 text-meta text-ink-3">{view.runWords ?? why}</span>
      <CommandStatus state={state} className="text-meta empty:hidden" />
    </section>
  )
}
