'use client'

import Link from 'next/link'
import { cx } from '@/components/ui/cx'
import { StatusIcon } from '@/components/ui/status-icon'
import { Instant } from '@/components/ui/time/instant'
import { Elapsed } from '@/components/ui/time/ticking'
import { foldAlarms, type Alarm } from '@/lib/domain/view/alarms'
import { useShellView } from './use-shell-view'

/** What no page may leave out: one line each, with its clock, until it ends by itself. */
export function AlarmStrips() {
  const { alarms } = useShellView()
  const { shown, folded } = foldAlarms(alarms)
  return (
    <div role="alert" aria-label="Alarms" className={alarms.length === 0 ? 'sr-only' : undefined}>
      {shown.map((alarm) => (
        <Strip key={alarm.key} alarm={alarm} />
      ))}
      {folded.length > 0 && (
        <details className="bg-bg">
          <summary className="min-h-9 cursor-pointer border-b-2 border-bad px-4 py-1.5 text-body text-ink lg:px-6">
            <b className="font-bold text-bad">{folded.length} more:</b> {foldedWords(folded)}
          </summary>
          <div className="max-h-[40dvh] overflow-y-auto">
            {folded.map((alarm) => (
              <Strip key={alarm.key} alarm={alarm} />
            ))}
          </div>
        </details>
      )}
    </div>
  )
}

function Strip({ alarm }: { alarm: Alarm }) {
  return (
    <p className="min-h-9 border-b-2 border-bad bg-bg px-4 py-1 text-body text-ink lg:px-6">
      <StatusIcon
        status={alarm.kind === 'promoting' ? 'warning' : 'breached'}
        size={16}
        className="mr-2 inline-block align-text-bottom lg:mr-3"
      />
      <AlarmWords alarm={alarm} /> <span className="text-ink-2 lg:ml-2">{alarm.environment}</span>
    </p>
  )
}

/** What is folded, by name: whoever does not open it knows what is there. */
function foldedWords(alarms: readonly Alarm[]): string {
  const counts = new Map<string, number>()
  for (const { kind } of alarms) {
    const word = kind === 'live-during-drill' ? 'LIVE DURING A DRILL' : words[kind]
    counts.set(word, (counts.get(word) ?? 0) + 1)
  }
  return [...counts].map(([word, count]) => (count === 1 ? word : `${word} (${count})`)).join(', ')
}

const words = {
  unprotected: 'UNPROTECTED',
  promoting: 'PROMOTION UNDER WAY',
  contradicted: 'TWO REGIONS SERVE',
  'proof-lost': 'NO LONGER HOLDS',
  'two-writers': 'TWO REGIONS MAY TAKE WRITES',
} as const

function AlarmWords({ alarm }: { alarm: Alarm }) {
  if (alarm.kind === 'live-during-drill') {
    const { incident, drill, since } = alarm
    return (
      <>
        <span className="min-w-0 break-words">
          <b className="font-bold">
            {incident.alert === null ? 'A LIVE incident was opened during' : 'A LIVE alert came during'} {drill.label}:
          </b>{' '}
          {incident.alert === null ? incident.title : `${incident.alert}, ${incident.title}`},{' '}
          <Instant at={since} utc />.
        </span>
        <Link href={incident.href} className="ml-2 inline-flex min-h-6 items-center font-semibold underline">
          Go to {incident.label}, live
        </Link>
        <Link href={`/incidents/${drill.id}`} className="mx-2 inline-flex min-h-6 items-center underline">
          {drill.label}, the drill
        </Link>
      </>
    )
  }
  return (
    <span>
      <b className={cx('font-bold', alarm.kind !== 'promoting' && 'text-bad')}>
        {words[alarm.kind]}
        {alarm.since !== null && (
          <>
            {' '}
            since <Instant at={alarm.since} utc />
            {/* An alert is read out when it changes: not every second. */}
            <span aria-hidden="true" className="whitespace-nowrap">
              , <Elapsed from={alarm.since} face="step" />
            </span>
          </>
        )}
      </b>{' '}
      {alarm.words}.
      {'incident' in alarm && (
        <Link href={alarm.incident.href} className="ml-2 inline-flex min-h-6 items-center underline">
          {alarm.incident.label}
        </Link>
      )}
    </span>
  )
}
