'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import type { RoomRow } from '@/lib/domain/view/console/room-view'
import { useId } from 'react'
import type { Send } from '@/components/command/command-context'
import type { CommandState } from '@/components/command/use-command'
import { useOffBecause } from '@/components/live/use-off-because'
import { useServerNow } from '@/components/ui/time/server-clock'
import { cx } from '@/components/ui/cx'
import { ageWords } from '@/lib/domain/view/format/duration'

/** Three beats of the live stream: whoever was heard from within them is here. */
const heardMilliseconds = 12_000

export function isPresent(seenAt: string | null, now: number): boolean {
  return seenAt !== null && now - Date.parse(seenAt) < heardMilliseconds
}

/** Duty, holder, presence and word in the poll: one table, since it is one question. */
export function RoomTable({ view, state, send }: { view: ConsoleView; state: CommandState; send: Send }) {
  const { room, incident } = view
  const now = useServerNow()
  const connection = useOffBecause()
  const off = connection ?? (state.kind === 'recording' ? 'Wait until the last change is recorded.' : null)
  const hint = useId()
  return (
    <>
      <table className="w-full table-fixed text-body">
        <caption className="sr-only">Duties, who holds them, when they were seen, what they say</caption>
        <thead className="text-left text-meta text-ink-3">
          <tr>
            <th scope="col" className="w-22 font-normal">
              duty
            </th>
            <th scope="col" className="font-normal">
              holds it
            </th>
            <th scope="col" className="w-16 text-right font-normal">
              seen
            </th>
            <th scope="col" className="w-14 text-right font-normal">
              {room.poll === null ? 'poll' : `poll ${room.poll.number}`}
            </th>
          </tr>
        </thead>
        <tbody>
          {room.rows.map((row) => (
            <tr key={row.duty} className="h-6 align-baseline">
              <th scope="row" className="truncate text-left font-normal text-ink-2">
                {row.title}
              </th>
              <td className="min-w-0">
                {room.mayAssign ? (
                  <select
                    aria-label={`Who holds ${row.title}`}
                    value={row.holder ?? ''}
                    aria-disabled={off !== null || undefined}
                    aria-describedby={connection === null ? undefined : hint}
                    onChange={(event) =>
                      off === null &&
                      void send('assign-duty', {
                        incidentId: incident.id,
                        duty: row.duty,
                        person: event.target.value === '' ? null : event.target.value,
                      })
                    }
                    className={cx(
                      'h-6 w-full appearance-none truncate rounded border border-transparent bg-bg pr-2 hover:border-line-3 focus:border-line-3 max-lg:h-11 max-lg:appearance-auto',
                      row.holder === null && 'text-warn',
                      off !== null && 'cursor-not-allowed border-dashed! border-line-3!',
                    )}
                  >
                    <option value="">nobody yet</option>
                    {row.candidates.map((candidate) => (
                      <option key={candidate.person} value={candidate.person}>
                        {candidate.name}
                      </option>
                    ))}
                  </select>
                ) : (
                  <span className={cx('block truncate', row.name === null && 'text-warn')}>
                    {row.name ?? 'nobody yet'}
                  </span>
                )}
              </td>
              <td className="num text-right text-meta text-ink-2">
                <Seen row={row} now={now} />
              </td>
              <td className={cx('text-right text-meta font-semibold', row.answer === 'NO-GO' && 'text-bad')}>
                {row.answer ?? <span className="font-normal text-ink-3">–</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {room.mayAssign && connection !== null && (
        <p id={hint} className="text-meta text-ink-3">
          {connection}
        </p>
      )}
    </>
  )
}

function Seen({ row, now }: { row: RoomRow; now: number }) {
  if (row.holder === null) return <span className="text-ink-3">–</span>
  const here = isPresent(row.seenAt, now)
  const age = row.seenAt === null ? 'not yet' : ageWords(now - Date.parse(row.seenAt))
  const words = !here ? age : row.onIncident ? 'here' : 'elsewhere'
  return (
    <span
      className="inline-flex items-center gap-1.5"
      title={here && !row.onIncident ? 'On another page of the console' : undefined}
    >
      <span aria-hidden="true" className={cx('size-1.5 rounded-full border border-ink-3', here && 'bg-ink-3')} />
      {words}
    </span>
  )
}
