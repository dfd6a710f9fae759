import type { ReactNode } from 'react'
import { LiveProvider } from '@/components/live/live-provider'
import { ConsoleFrame } from '@/components/shell/console-frame'
import { requirePerson } from '@/lib/auth/require-permission'
import { readLiveStart } from '@/lib/queries/session'
import { shellOf } from '../shell-of'
import { Verbs } from '../verbs'

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const person = await requirePerson()
  const [start, shell] = await Promise.all([readLiveStart(), shellOf(person)])
  return (
    <LiveProvider {...start}>
      <Verbs person={person.personId}>
        <ConsoleFrame shell={shell}>{children}</ConsoleFrame>
      </Verbs>
    </LiveProvider>
  )
}
