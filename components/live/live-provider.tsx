'use client'

import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { usePathname } from 'next/navigation'
import type { ReactNode } from 'react'
import { createContext, useContext, useEffect, useState, useSyncExternalStore } from 'react'
import { ServerClockProvider } from '@/components/ui/time/server-clock'
import { createLiveStore, isLive, type LiveSnapshot, type LiveStore } from './live-store'
import { createInvalidator } from './invalidate'
import { ViewError } from './view-error'

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
  const [{ client, store }] = useState(() => createLive(position))
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

function createLive(position: number): { client: QueryClient; store: LiveStore } {
  const client: QueryClient = new QueryClient({
    // A view that is refused for want of a session says what the stream would: then nothing is asked again.
    queryCache: new QueryCache({
      onError: (error) => {
        if (!(error instanceof ViewError)) return
        if (error.signedOut) store.signOut()
        if (error.unreadable) window.location.reload()
      },
    }),
    defaultOptions: {
      queries: { staleTime: Infinity, retry: false, refetchOnWindowFocus: false, refetchOnReconnect: false },
    },
  })
  const mayAsk = (): boolean => store.read().connection !== 'signed-out'
  const store: LiveStore = createLiveStore(position, createInvalidator(client, mayAsk))
  return { client, store }
}

function LiveClock({ now, children }: { now: string; children: ReactNode }) {
  const { serverNow } = useLive()
  return <ServerClockProvider now={serverNow ?? now}>{children}</ServerClockProvider>
}

export interface Live extends LiveSnapshot {
  /** Views are as new as the server has them, by the stream or by asking. */
  connected: boolean
  retryNow: () => void
  /** Whether this tab goes on hearing while it is hidden: one that tells people must. */
  listenWhileHidden: (on: boolean) => void
}

/** The state of the connection. Outside a LiveProvider it throws: a screen that is not live must not look it. */
export function useLive(): Live {
  const store = useContext(Context)
  if (store === null) throw new Error('useLive needs a LiveProvider above it')
  const snapshot = useSyncExternalStore(store.subscribe, store.read, store.first)
  return {
    ...snapshot,
    connected: isLive(snapshot.connection),
    retryNow: store.retryNow,
    listenWhileHidden: store.listenWhileHidden,
  }
}

/** The incident a page is about, by its address: `/incidents/ID/...`, `/sponsor/ID`, and `/approvals/ID-R1-...`. */
export function incidentOfPath(path: string): string | null {
  const id = /^\/(?:incidents|sponsor)\/([\w-]+)/.exec(path)?.[1] ?? /^\/approvals\/([\w-]+?)-R\d+-/.exec(path)?.[1]
  return id === undefined || id === 'new' ? null : id
}
