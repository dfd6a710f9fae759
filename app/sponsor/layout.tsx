import type { ReactNode } from 'react'
import { ConnectionStrip } from '@/components/live/connection-strip'
import { LiveProvider } from '@/components/live/live-provider'
import { requirePermission } from '@/lib/auth/require-permission'
import { readLiveStart } from '@/lib/queries/session'

export default async function SponsorLayout({ children }: { children: ReactNode }) {
  await requirePermission('sponsor.read')
  return (
    <LiveProvider {...await readLiveStart()}>
      <ConnectionStrip className="sticky top-0 z-30 bg-bg" />
      {children}
    </LiveProvider>
  )
}
