'use client'

import Link from 'next/link'
import { useView } from '@/components/live/use-view'
import { DrillTag } from '@/components/ui/drill-tag'
import { StatusMark } from '@/components/ui/status-mark'
import { Age, Remaining } from '@/components/ui/time/ticking'
import type { ApprovalQueueView, QueueRow } from '@/lib/domain/view/approval/queue-view'

/** What waits for me, then what waits for others and why not for me. */
export function ApprovalQueue({ initial }: { initial: ApprovalQueueView }) {
  const view = useView(['approvals'], '/api/views/approvals', initial)
  const { mine, others } = view
  return (
    <main className="mx-auto flex w-full max-w-[60rem] flex-col gap-6 px-4 py-6 lg:px-6">
      <section aria-live="polite">
        <h1 className="text-page font-semibold">
          {mine.length === 0
            ? 'Nothing waits for you'
            : mine.length === 1
              ? 'One answer waits for you'
              : `${mine.length} answers wait for you`}
        </h1>
        {mine.length === 0 && (
          <p className="text-ink-2">
            What asks for your approval, or for your word as a second person, appears here by itself.
          </p>
        )}
        <Rows rows={mine} />
      </section>
      {others.length > 0 && (
        <section>
          <h2 className="font-semibold">Waiting for others</h2>
          <Rows rows={others} />
        </section>
      )}
    </main>
  )
}

function Rows({ rows }: { rows: readonly QueueRow[] }) {
  return (
    <ul className="mt-3 flex flex-col gap-3 px-3">
      {rows.map((row) => (
        <li key={row.requestId}>
          <Link
            href={row.href}
            className="fade group -mx-3 grid min-h-14 items-center gap-x-4 rounded border border-line-3 px-3 py-3 hover:bg-sel active:bg-sel sm:grid-cols-[minmax(0,1fr)_auto_auto]"
          >
            <span className="min-w-0">
              <span className="flex items-baseline gap-3">
                {!row.live && <DrillTag />}
                <b className="text-step font-semibold">{row.title}</b>
              </span>
              <span className="block text-meta text-ink-2">
                {row.steps} · {row.incident} {row.incidentTitle} · {row.kind === 'approval' ? 'asked' : 'said'} by{' '}
                {row.asked}, <Age at={row.askedAt} /> ago
              </span>
              {row.refusal !== null && <span className="block text-meta text-ink-3">{row.refusal}</span>}
            </span>
            <span className="text-meta text-ink-2 sm:text-right">
              <StatusMark status="waiting">
                {row.given} of {row.needed}
              </StatusMark>
              {row.expiresAt !== null && (
                <span className="block">
                  expires in <Remaining until={row.expiresAt} />
                </span>
              )}
            </span>
            <span className="font-semibold underline-offset-2 group-hover:underline">
              {row.refusal === null ? 'Read and answer' : 'Read'}
            </span>
          </Link>
        </li>
      ))}
    </ul>
  )
}
