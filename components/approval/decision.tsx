'use client'

import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { useOffBecause } from '@/components/live/use-off-because'
import { ActionControl } from '@/components/run/action-control'
import { HoldButton } from '@/components/ui/hold-button'
import { cx } from '@/components/ui/cx'
import { StatusMark } from '@/components/ui/status-mark'
import { Age, Remaining } from '@/components/ui/time/ticking'
import { Instant } from '@/components/ui/time/instant'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import type { StandingFact } from '@/lib/domain/view/approval/standing-facts'

/** The column both the content and the answers stand in. */
export const approvalColumn = 'mx-auto w-full max-w-[46rem] lg:max-w-[72rem]'

/** Fixed at the bottom: whether everything still stands, how long it is good for, and the two answers. */
export function Decision({ view }: { view: ApprovalView }) {
  const { state, send } = useCommand()
  const off = useOffBecause()
  const drill = !view.incident.live
  const { approve, refuse, mine } = view
  const because = approve.disabledBecause ?? off ?? (state.kind === 'recording' ? 'recording…' : null)
  return (
    <footer className="sticky bottom-0 border-t border-line-2 bg-bg pb-[env(safe-area-inset-bottom)]">
      <div className={cx(approvalColumn, 'flex flex-col gap-2 px-4 py-2 pb-4')}>
        <div className="flex items-baseline justify-between gap-3 text-meta text-ink-2">
          <Facts facts={view.facts} />
          <span className="whitespace-nowrap">{expiry(view)}</span>
        </div>
        {mine !== null && (
          <p aria-live="polite">
            <StatusMark status={mine.answer === 'approved' ? 'ok' : 'breached'} className="font-medium">
              you {mine.answer}
            </StatusMark>{' '}
            <span className="num text-ink-2">
              recorded, #{mine.sequence} <Instant at={mine.at} />
            </span>
          </p>
        )}
        <div className="flex flex-col gap-2 lg:flex-row lg:items-start">
          {approve.disabledBecause === null || mine?.answer === 'refused' ? (
            <HoldButton
              label={approve.label}
              holding={approve.holding ?? approve.label}
              detail={view.effect}
              drill={drill}
              disabledBecause={because}
              onConfirm={() => void send(approve.verb, approve.input)}
              className="w-full lg:flex-1"
            />
          ) : mine?.answer === 'approved' ? null : (
            <p className="rounded border border-dashed border-line-3 px-4 py-3 text-ink-2 lg:flex-1">
              {approve.disabledBecause}
            </p>
          )}
          {refuse.disabledBecause === null && (
            <div className="flex lg:w-64 [&>span]:w-full [&_button]:w-full">
              <ActionControl action={refuse} drill={drill} state={state} send={send} className="!min-h-11" />
            </div>
          )}
        </div>
        {state.kind !== 'recorded' && <CommandStatus state={state} />}
      </div>
    </footer>
  )
}

function expiry(view: ApprovalView) {
  if (view.status === 'approved') return <StatusMark status="ok">approved</StatusMark>
  if (view.status === 'voided') return <StatusMark status="warning">void</StatusMark>
  if (view.status === 'expired') return <StatusMark status="warning">expired</StatusMark>
  return (
    <>
      expires in <Remaining until={view.expiresAt} />
    </>
  )
}

function Facts({ facts }: { facts: readonly StandingFact[] }) {
  const stand = facts.filter((fact) => fact.status === 'ok').length
  const newest = facts
    .flatMap(({ observedAt }) => observedAt ?? [])
    .sort()
    .at(-1)
  const all = stand === facts.length
  return (
    <details className="min-w-0">
      <summary className="min-h-6">
        {all ? (
          <span>
            {stand} of {facts.length} facts still true
          </span>
        ) : (
          <StatusMark status="warning">
            {stand} of {facts.length} facts true
          </StatusMark>
        )}
        {newest !== undefined && (
          <>
            , <Age at={newest} /> ago
          </>
        )}
      </summary>
      <ul className="max-h-48 overflow-y-auto">
        {facts.map((fact) => (
          <li key={fact.title} className="flex flex-wrap items-baseline gap-x-3 py-0.5">
            <StatusMark status={fact.status}>{fact.word}</StatusMark>
            <span>{fact.title}</span>
            {fact.detail !== null && <span className="text-ink-3">{fact.detail}</span>}
          </li>
        ))}
      </ul>
    </details>
  )
}
