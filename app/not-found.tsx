import type { Metadata } from 'next'
import { connection } from 'next/server'
import { LiveProvider } from '@/components/live/live-provider'
import { ConsoleFrame } from '@/components/shell/console-frame'
import { NotHere } from '@/components/shell/not-here'
import { currentPerson } from '@/lib/auth/current-person'
import { readLiveStart } from '@/lib/queries/session'
import { shellOf } from './shell-of'

export const metadata: Metadata = { title: 'Not here' }

/** Made per request: a page made at build time would lack the nonce its scripts need. */
export default async function NotFound() {
  await connection()
  const person = await currentPerson()
  if (person === null) return <NotHere />
  const [start, shell] = await Promise.all([readLiveStart(), shellOf(person)])
  return (
    <LiveProvider {...start}>
      <ConsoleFrame shell={shell}>
        <NotHere />
      </ConsoleFrame>
    </LiveProvider>
  )
}
