'use client'

import { useEffect, useState } from 'react'
import { cx } from '@/components/ui/cx'
import { useLive } from './live-provider'

/** `connected, 0.6 s ago`, with a dot that is filled only while it is true. */
export function ConnectionState({ className }: { className?: string }) {
  const { connection, lastHeardAt, clockWithin } = useLive()
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500)
    return () => clearInterval(timer)
  }, [])
  const age = now === null || lastHeardAt === null ? null : Math.max(0, now - lastHeardAt) / 1_000
  const connected = connection === 'connected' || connection === 'asking'
  return (
    <span className={cx('inline-flex items-center gap-2 whitespace-nowrap', className)}>
      <span
        aria-hidden="true"
        className={cx('size-2 rounded-full border border-current', connected ? 'bg-current' : '')}
      />
      <span>
        {words[connection]}
        {age !== null && (
          <span className="num" aria-hidden="true">
            , {age.toFixed(age < 10 ? 1 : 0)} s ago
          </span>
        )}
        {connected && clockWithin === null && ', the time is not known'}
      </span>
    </span>
  )
}

const words = {
  connecting: 'connecting',
  connected: 'connected',
  asking: 'asking every 3 s',
  lost: 'connection lost',
  'signed-out': 'signed out',
} as const
