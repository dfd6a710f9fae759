'use client'

import { useLive } from './live-provider'

/** Why nothing can be recorded now, for controls to say; null while it can. */
export function useOffBecause(): string | null {
  const { connection } = useLive()
  if (connection === 'lost') return 'Connection lost: nothing can be recorded now.'
  return connection === 'signed-out' ? 'You are signed out.' : null
}
