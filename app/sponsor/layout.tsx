import type { ReactNode } from 'react'
import { ConnectionStrip } from '@/components/live/connection-strip'
import { LiveProvider } from '@/components/live/live-provider'
import { ConsoleFrame } from '@/components/shell/console-frame'
import { requirePermission } from '@/lib/auth/require-permission'
import { may } from '@/lib/domain/access/roles'
import { readLiveStart } from '@/lib/queries/session'
import { shellOf } from '../shell-of'

/** A sponsor has this page and no bar; who works in the console keeps the way back. */
export default async function SponsorLayout({ children }: { children: ReactNode }) {
  const person = await requirePermission('sponsor.read')
  const start = await readLiveStart()
  if (may(person.roles, 'incident.read'))
    return (
      <LiveProvider {...start}>
        <ConsoleFrame shell={await shellOf(person)}>{children}</ConsoleFrame>
      </LiveProvider>
    )
  return (
    <LiveProvider {...start}>
      <div className="flex min-h-dvh flex-col">
        <ConnectionStrip acts={false} className="sticky top-0 z-30 bg-bg" />
        {children}
      </div>
    </LiveProvider>
  )
}
