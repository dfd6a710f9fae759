'use client'

import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { ServerClockProvider } from '@/components/ui/time/server-clock'
import { createLiveStore, type LiveSnapshot, type LiveStore } from './live-store'
import { createInvalidator } from './invalidate'

const Context = createContext<LiveStore | null>(null)

interface LiveProviderProps {
  /** The server's time and journal position when the page was made. */
  now: string
  position: number
  /** The incident the page shows, told to the room; by default the one its address names. */
  incidentId?: string
  children: ReactNode
}

/** Everything that lives on a page: the connection, the server's clock, and views that refetch when told. */
export function LiveProvider({ now, position, incidentId, children }: LiveProviderProps) {
  const [client] = useState(
    () =>
      new QueryClient({
        defaultOptions: {
          queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
        },
      }),
  )
  const [store] = useState(() => createLiveStore(position, createInvalidator(client)))
  const path = usePathname()
  const incident = incidentId ?? incidentOfPath(path)
  useEffect(() => {
    store.lookAt(incident)
  }, [store, incident])
  useEffect(() => {
    store.open()
    return () => store.close()
  }, [store])
  return (
    <QueryClientProvider client={client}>
      <Context value={store}>
        <LiveClock now={now}>{children}</LiveClock>
      </Context>
    </QueryClientProvider>
  )
}

function LiveClock({ now, children }: { now: string; children: ReactNode }) {
  const { serverNow } = useLive()
  return <ServerClockProvider now={serverNow ?? now}>{children}</ServerClockProvider>
}

export interface Live extends LiveSnapshot {
  connected: boolean
  retryNow: () => void
}

/** The state of the connection. Outside a LiveProvider it throws: a screen that is not live must not look it. */
export function useLive(): Live {
  const store = useContext(Context)
  if (store === null) throw new Error('useLive needs a LiveProvider above it')
  const snapshot = useSyncExternalStore(store.subscribe, store.read, store.read)
  return { ...snapshot, connected: snapshot.connection === 'connected', retryNow: store.retryNow }
}

/** The incident a page is about, by its address: `/incidents/ID/...`, `/sponsor/ID`, and `/approvals/ID-R1-...`. */
export function incidentOfPath(path: string): string | null {
  const id = /^\/(?:incidents|sponsor)\/([\w-]+)/.exec(path)?.[1] ?? /^\/approvals\/([\w-]+?)-R\d+-/.exec(path)?.[1]
  return id === undefined || id === 'new' ? null : id
}
