'use client'

import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { ActionControl } from '@/components/run/action-control'
import { DoneWhenTable } from '@/components/run/done-when-table'
import { Instant } from '@/components/ui/time/instant'
import { PaneHeading } from '@/components/ui/pane-heading'
import { StatusMark } from '@/components/ui/status-mark'
import type { GateView } from '@/lib/domain/view/declare/declare-view'

interface GateListProps {
  /** The class they belong to. */
  title: string
  gates: readonly GateView[]
  drill: boolean
}

/** The preconditions of the class's runbook: verdict, what it rests on, and whose word is still missing. */
export function GateList({ title, gates, drill }: GateListProps) {
  const met = gates.filter((gate) => gate.status === 'ok').length
  return (
    <section aria-label="Preconditions" className="min-w-0">
      <PaneHeading className="border-b border-line pb-2" aside={`${met} of ${gates.length} met`}>
        Preconditions <span className="ml-2 text-meta font-normal text-ink-3">{title}</span>
      </PaneHeading>
      <ul>
        {gates.map((gate) => (
          <GateItem key={gate.id} gate={gate} drill={drill} />
        ))}
      </ul>
    </section>
  )
}

function GateItem({ gate, drill }: { gate: GateView; drill: boolean }) {
  const { state, send } = useCommand()
  return (
    <li className="border-b border-line py-2.5">
      <div className="grid grid-cols-[2rem_minmax(0,1fr)_auto] items-baseline gap-x-2">
        <span className="mono text-ink-3">{gate.id}</span>
        <b className="font-semibold">{gate.title}</b>
        <StatusMark status={gate.status}>{gate.word}</StatusMark>
        <span className="col-start-2 text-meta text-ink-3">
          {gate.bars}, {gate.owner}
          {gate.reason !== '' && ` · ${gate.reason}`}
        </span>
      </div>
      <div className="pl-10">
        {gate.checks.length > 0 && (
          <div className="mt-1.5">
            <DoneWhenTable title="met when" rows={gate.checks} />
          </div>
        )}
        {gate.attested !== null && (
          <p className="mt-1 text-meta text-ink-2">
            {gate.attested.by}, <Instant at={gate.attested.at} />: {gate.attested.statement}
          </p>
        )}
        {gate.actions.length > 0 && (
          <div className="mt-2 flex flex-wrap items-center gap-3">
            {gate.actions.map(({ shortcut: _shortcut, ...action }) => (
              <ActionControl key={action.key} action={action} drill={drill} state={state} send={send} />
            ))}
            <CommandStatus state={state} className="empty:hidden" />
          </div>
        )}
      </div>
    </li>
  )
}
