'use client'

import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { useOffBecause } from '@/components/live/use-off-because'
import { cx } from '@/components/ui/cx'
import { PaneHeading } from '@/components/ui/pane-heading'
import { Age } from '@/components/ui/time/ticking'
import type { DeclareView } from '@/lib/domain/view/declare/declare-view'

/** Who holds what in this incident. Taking the command is the same control. */
export function DutyTable({ view }: { view: DeclareView }) {
  const { state, send } = useCommand()
  const off = useOffBecause()
  const because = off ?? (state.kind === 'recording' ? 'Wait until the last change is recorded.' : null)
  const held = view.duties.filter((duty) => duty.holder !== null).length
  const assign = (duty: string, person: string) =>
    void send('assign-duty', { incidentId: view.incident.id, duty, person: person === '' ? null : person })
  return (
    <section aria-label="Duties">
      <PaneHeading className="border-b border-line pb-2" aside={`${held} of ${view.duties.length} held`}>
        Who does what
      </PaneHeading>
      <table className="mt-2 w-full table-fixed text-body">
        <caption className="sr-only">Duties of this incident, who holds them and when they were seen</caption>
        <thead className="sr-only">
          <tr>
            <th scope="col">duty</th>
            <th scope="col">holds it</th>
            <th scope="col">seen</th>
          </tr>
        </thead>
        <tbody>
          {view.duties.map((row) => (
            <tr key={row.duty} className="border-b border-line last:border-0">
              <th scope="row" className="w-24 py-1 pr-2 text-left sm:w-32 sm:pr-3 font-normal text-ink-2">
                {row.title}
              </th>
              <td className="py-1">
                {view.mayAssign ? (
                  <select
                    aria-label={`Who holds ${row.title}`}
                    value={row.holder ?? ''}
                    aria-disabled={because !== null || undefined}
                    aria-describedby="duties-off"
                    onChange={(event) => because === null && assign(row.duty, event.target.value)}
                    className={cx(
                      'min-h-11 w-full max-w-64 min-w-0 rounded border border-line-3 bg-bg px-2 lg:min-h-8',
                      because !== null && 'cursor-not-allowed border-dashed text-ink-3',
                    )}
                  >
                    <option value="">nobody yet</option>
                    {row.candidates.map(({ person, name }) => (
                      <option key={person} value={person}>
                        {name}
                      </option>
                    ))}
                  </select>
                ) : (
                  <span className={row.name === null ? 'text-warn' : 'font-medium'}>{row.name ?? 'nobody yet'}</span>
                )}
              </td>
              <td className="w-16 py-1 pl-2 text-right sm:w-28 text-meta text-ink-3">
                {row.you ? (
                  'you'
                ) : row.seenAt === null ? (
                  'not here'
                ) : (
                  <>
                    seen <Age at={row.seenAt} /> ago
                  </>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <CommandStatus state={state} className="mt-2 min-h-5" />
      <p id="duties-off" className="min-h-4 text-meta text-ink-3">
        {because}
      </p>
      {!view.mayAssign && <p className="text-meta text-ink-3">The commander gives duties.</p>}
    </section>
  )
}
