'use client'

import { useEffect, useState, type ReactNode } from 'react'
import { useLive } from '@/components/live/live-provider'
import { useServerNow } from '@/components/ui/time/server-clock'

/** Who reads, how fresh the page is, and what time it is where the reader is. */
export function SponsorFooter({ reader, children }: { reader: { name: string; title: string }; children: ReactNode }) {
  const now = useServerNow()
  const { lastHeardAt, connected } = useLive()
  const [local, setLocal] = useState<string | null>(null)
  const [heard, setHeard] = useState<number | null>(null)
  useEffect(() => {
    setLocal(new Date(now).toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' }))
    setHeard(lastHeardAt === null ? null : Math.max(0, Math.round((Date.now() - lastHeardAt) / 1_000)))
  }, [now, lastHeardAt])
  return (
    <footer className="bottom-0 flex flex-wrap items-center justify-between gap-x-8 gap-y-2 border-t border-line bg-bg px-4 py-2 text-meta text-ink-3 lg:sticky lg:px-12">
      <span className="flex flex-wrap items-center gap-x-4">
        Read only, for {reader.name}, {reader.title}. {children}
      </span>
      <span className="num">
        {connected ? `Updated ${heard ?? 0} s ago, by itself.` : 'Not up to date.'}
        {local !== null && ` ${local} where you are.`}
      </span>
    </footer>
  )
}
