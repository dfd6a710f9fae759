'use client'

import Link from 'next/link'
import type { ReactNode } from 'react'
import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { useOffBecause } from '@/components/live/use-off-because'
import { ActionControl } from '@/components/run/action-control'
import { HoldButton } from '@/components/ui/hold-button'
import { cx } from '@/components/ui/cx'
import { ScrollBox } from '@/components/ui/scroll-box'
import { StatusMark } from '@/components/ui/status-mark'
import { Age, Remaining } from '@/components/ui/time/ticking'
import { Instant } from '@/components/ui/time/instant'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import type { MustBeSeen } from '@/lib/domain/view/approval/must-be-seen'
import type { StandingFact } from '@/lib/domain/view/approval/standing-facts'
import { asSentence } from '@/lib/domain/view/format/full-stop'
import { listWords } from '@/lib/domain/view/names'

/** The column both the content and the answers stand in. */
export const approvalColumn = 'mx-auto w-full max-w-[46rem] lg:max-w-[72rem]'

/** Fixed at the bottom: whether everything still stands, how long it is good for, and the two answers. */
export function Decision({ view, unseen }: { view: ApprovalView; unseen: readonly MustBeSeen[] }) {
  const { state, send } = useCommand()
  const off = useOffBecause()
  const drill = !view.incident.live
  const { approve, refuse, mine } = view
  const unread =
    unseen.length === 0
      ? null
      : `Not seen yet: ${listWords(unseen.map(({ name }) => name))}. What you approve is what you have read.`
  const because = approve.disabledBecause ?? off ?? (state.kind === 'recording' ? 'recording…' : unread)
  return (
    <footer data-bar="bottom" className="sticky bottom-0 border-t border-line-2 bg-bg pb-[env(safe-area-inset-bottom)]">
      <div className={cx(approvalColumn, 'flex flex-col gap-2 px-4 py-2 pb-4')}>
        <Facts facts={view.facts} ended={view.ended !== null} aside={expiry(view)} />
        {approve.disabledBecause === null && unseen[0] !== undefined && (
          <button
            type="button"
            onClick={() => document.getElementById(`covered-${unseen[0]?.key}`)?.focus()}
            className="min-h-11 text-left underline lg:min-h-6"
          >
            Read {unseen[0].name} next{unseen.length > 1 && `, ${unseen.length} to go`}
          </button>
        )}
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
        <Next view={view} />
        <div className="flex flex-col gap-2 lg:flex-row lg:items-start">
          {approve.disabledBecause === null || mine?.answer === 'refused' ? (
            <HoldButton
              label={approve.label}
              holding={approve.holding ?? approve.label}
              to={approve.to ?? approve.label}
              detail={approve.where === undefined ? view.effect : `${view.effect}, in ${approve.where}`}
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

/** The way on for whoever has nothing to press here. */
function Next({ view }: { view: ApprovalView }) {
  const { next, newer } = view.follows
  if (next === null) return null
  const on =
    newer === null
      ? { href: `/incidents/${view.incident.id}`, label: `Follow ${view.incident.label}` }
      : { href: `/approvals/${newer.requestId}`, label: newer.label }
  return (
    <p className="flex flex-wrap items-center gap-x-3" aria-live="polite">
      <span className="text-ink-2">{next}</span>
      <Link href={on.href} className="inline-flex min-h-11 items-center underline lg:min-h-6">
        {on.label}
      </Link>
    </p>
  )
}

function expiry({ expiresAt, follows: { standing } }: ApprovalView) {
  if (standing.is !== 'open') return <StatusMark status={standing.status}>{standing.word}</StatusMark>
  if (expiresAt === null) return <StatusMark status="waiting">nobody is asked any more</StatusMark>
  return (
    <>
      expires in <Remaining until={expiresAt} />
    </>
  )
}

/** What does not stand is said at once, with why and whether it bars anything; what stands is folded. */
function Facts({ facts, ended, aside }: { facts: readonly StandingFact[]; ended: boolean; aside: ReactNode }) {
  const held = facts.filter((fact) => fact.status === 'ok').length
  // What somebody answers for stands above, among what has to be seen: here it is counted.
  const onWord = facts.filter((fact) => fact.status === 'warning').length
  const not = facts.filter((fact) => fact.status !== 'ok' && fact.status !== 'warning')
  const newest = facts
    .flatMap(({ observedAt }) => observedAt ?? [])
    .sort()
    .at(-1)
  return (
    <div className="text-meta text-ink-2">
      <div className="flex items-baseline justify-between gap-3">
        <details className="min-w-0">
          <summary className="min-h-6">
            {held} of {facts.length} facts {ended ? 'held when it ended' : 'hold'}
            {onWord > 0 && `, ${onWord} on a person’s word`}
            {!ended && newest !== undefined && (
              <>
                , <Age at={newest} /> ago
              </>
            )}
          </summary>
          <ScrollBox label="All facts, scrolls" className="max-h-48 overflow-y-auto">
            <ul>
              {facts.map((fact) => (
                <Fact key={fact.title} fact={fact} />
              ))}
            </ul>
          </ScrollBox>
        </details>
        <span className="whitespace-nowrap">{aside}</span>
      </div>
      {not.length > 0 && (
        <ScrollBox
          label="What does not hold, scrolls"
          className="max-h-24 overflow-y-auto [@media(max-height:44rem)]:max-h-14"
        >
          <ul aria-label="What does not hold">
            {not.map((fact) => (
              <Fact key={fact.title} fact={fact} />
            ))}
          </ul>
        </ScrollBox>
      )}
    </div>
  )
}

function Fact({ fact }: { fact: StandingFact }) {
  return (
    <li className="py-0.5">
      <StatusMark status={fact.status}>{fact.word}</StatusMark> <span className="text-ink">{fact.title}.</span>{' '}
      {fact.detail !== null && <span>{asSentence(fact.detail)} </span>}
      {fact.outlook !== null && <span className="text-ink-3">{asSentence(fact.outlook)}</span>}
    </li>
  )
}
