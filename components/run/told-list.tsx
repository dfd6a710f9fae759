'use client'

import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { StatusMark } from '@/components/ui/status-mark'
import { Instant } from '@/components/ui/time/instant'
import type { ToldPerson } from '@/lib/domain/view/console/told'
import { ActionControl } from './action-control'

/** Who was told of a request when and by which way, who has opened it, and a way to ask them again. */
export function ToldList({ told, drill }: { told: readonly ToldPerson[]; drill: boolean }) {
  const { state, send } = useCommand()
  if (told.length === 0) return null
  return (
    <div className="my-1.5">
      <ul aria-label="Who was told" className="divide-y divide-line border-y border-line">
        {told.map((one) => (
          <li key={one.person} className="flex items-start justify-between gap-2 py-1">
            <div className="min-w-0">
              <p>
                <span className="font-medium text-ink">{one.name}</span>{' '}
                {one.openedAt === null ? (
                  'has not opened it'
                ) : (
                  <>
                    opened it <Instant at={one.openedAt} />
                  </>
                )}
              </p>
              {one.consoleOnly !== null && <p className="text-ink-3">{one.consoleOnly}</p>}
              {one.ways.map((way) => (
                <p key={way.way} className="break-words">
                  <StatusMark status={way.status}>
                    {way.way}: {way.word}
                  </StatusMark>{' '}
                  {way.at !== null && <Instant at={way.at} />}
                  {way.detail !== null && <span className="text-ink-2">, {way.detail}</span>}
                </p>
              ))}
              {one.again?.disabledBecause != null && <p className="text-ink-3">{one.again.disabledBecause}</p>}
            </div>
            {one.again !== null && (
              <div className="shrink-0">
                <ActionControl action={one.again} drill={drill} state={state} send={send} quietReason />
              </div>
            )}
          </li>
        ))}
      </ul>
      <CommandStatus state={state} className="mt-1 text-meta empty:hidden" />
    </div>
  )
}
