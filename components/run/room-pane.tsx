'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import Link from 'next/link'
import { CommandStatus } from '@/components/command/command-status'
import { useReceipt } from '@/components/command/use-receipt'
import { PaneHeading } from '@/components/ui/pane-heading'
import { StatusMark } from '@/components/ui/status-mark'
import { LongText } from '@/components/ui/long-text'
import { Instant } from '@/components/ui/time/instant'
import { wholeNumber } from '@/lib/domain/view/format/amount'
import { Remaining } from '@/components/ui/time/ticking'
import { useServerNow } from '@/components/ui/time/server-clock'
import type { ApprovalCard } from '@/lib/domain/view/console/approval-cards'
import { ActionControl } from './action-control'
import { isPresent, RoomTable } from './room-table'
import { ToldList } from './told-list'
import { whoIsHere } from './who-is-here'

/** Who holds which duty, who is here, what they say; approvals, messages, decisions. */
export function RoomPane({ view }: { view: ConsoleView }) {
  const { room, incident } = view
  const { state, receipt, send } = useReceipt(questionOf(room), view.newestByPerson)
  const now = useServerNow(5_000)
  const held = room.rows.filter((row) => row.holder !== null)
  const present = held.filter((row) => isPresent(row.seenAt, now))
  return (
    <div data-room tabIndex={-1} className="divide-y divide-line outline-none">
      <section className="px-4 pt-2 pb-4">
        <PaneHeading aside={whoIsHere(present, held.length)} className="pb-2">
          Room
        </PaneHeading>
        <RoomTable view={view} state={state} send={send} />
        {room.poll !== null && (
          <div className="mt-2 flex flex-col gap-2">
            <p className="flex flex-wrap items-baseline justify-between gap-x-3">
              <span className="font-semibold">
                Poll {room.poll.number}, {room.poll.question}{' '}
                <span className="num whitespace-nowrap">
                  {room.poll.go} of {room.poll.asked} GO
                </span>
              </span>
              <span className="text-meta text-ink-3">
                {room.poll.closedAt === null ? (
                  'open'
                ) : (
                  <>
                    closed <Instant at={room.poll.closedAt} />
                  </>
                )}
              </span>
            </p>
            {room.poll.noGo.map(({ duty, reason }) => (
              <p key={duty} className="text-meta">
                <StatusMark status="breached">NO-GO</StatusMark> {duty}: {reason}
              </p>
            ))}
            {room.poll.actions.length > 0 && (
              <div className="flex flex-wrap gap-2">
                {room.poll.actions.map((action) => (
                  <ActionControl
                    key={action.key}
                    action={action}
                    drill={!incident.live}
                    state={state}
                    send={send}
                    quietReason
                  />
                ))}
              </div>
            )}
          </div>
        )}
        <CommandStatus state={receipt} className="mt-2 text-meta empty:hidden" />
      </section>
      <section className="px-4 pt-2 pb-4">
        <PaneHeading className="pb-1">Approvals</PaneHeading>
        {room.approvals.length === 0 && <p className="text-meta text-ink-3">None asked for yet.</p>}
        <ul className="flex flex-col gap-3">
          {room.approvals.map((card) => (
            <Approval key={card.requestId} card={card} drill={!incident.live} />
          ))}
        </ul>
      </section>
      <section className="px-4 pt-2 pb-4">
        <PaneHeading className="pb-1">{incident.live ? 'Sent' : 'Sent, marked DRILL'}</PaneHeading>
        {room.sent.length === 0 && <p className="text-meta text-ink-3">Nothing was sent yet.</p>}
        <Lines lines={room.sent.map(({ at, text }) => ({ at, text }))} />
      </section>
      <section aria-label="Decisions" className="px-4 pt-2 pb-4">
        <PaneHeading className="pb-1">Decisions</PaneHeading>
        {room.decisions.length === 0 && <p className="text-meta text-ink-3">None recorded yet.</p>}
        <Lines lines={room.decisions} />
        {room.decisionsBefore > 0 && (
          <p className="text-meta text-ink-3">{wholeNumber(room.decisionsBefore)} older ones are on Evidence.</p>
        )}
      </section>
    </div>
  )
}

/** The room asks one poll at a time. */
function questionOf({ poll }: ConsoleView['room']): string {
  return poll === null ? 'none' : `${poll.number} ${poll.closedAt ?? 'open'}`
}

function Approval({ card, drill }: { card: ApprovalCard; drill: boolean }) {
  return (
    <li className="text-meta text-ink-2">
      <p className="flex items-baseline justify-between gap-2">
        <Link
          href={`/approvals/${card.requestId}`}
          className="text-body font-semibold text-ink underline-offset-2 hover:underline"
        >
          {card.steps}
        </Link>
        <StatusMark status={card.status}>{card.word}</StatusMark>
      </p>
      {card.lines.map((line) => (
        <p key={line}>
          <LongText>{line}</LongText>
        </p>
      ))}
      <ToldList told={card.told} drill={drill} />
      <p>
        digest <span className="mono">{card.digest}</span>
        {card.expiresAt !== null && (
          <>
            , expires in <Remaining until={card.expiresAt} />
          </>
        )}
      </p>
    </li>
  )
}

/** The newest first, so a line is known by its place from the end: what somebody unfolded stays unfolded. */
function Lines({ lines }: { lines: readonly { at: string | null; text: string; by?: string }[] }) {
  return (
    <ol>
      {lines.map(({ at, text, by }, index) => (
        <li key={lines.length - index} className="flex gap-3 py-0.5 text-meta">
          <span className="w-13 shrink-0 text-ink-3">{at === null ? 'not sent' : <Instant at={at} />}</span>
          <span className="min-w-0 text-ink-2">
            <LongText>{text}</LongText> {by}
          </span>
        </li>
      ))}
    </ol>
  )
}
