import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LiveProvider } from '@/components/live/live-provider'
import { ConsoleScreen } from '@/components/run/console-screen'
import { TellAsks } from '@/components/telling/tell-asks'
import { requirePermission } from '@/lib/auth/require-permission'
import { readCommandConsole } from '@/lib/queries/command-console'
import { readLiveStart } from '@/lib/queries/session'
import { Verbs } from '../../../verbs'

export const metadata: Metadata = { title: 'Command console' }

interface Props {
  params: Promise<{ id: string }>
}

/** Without the bar of other pages: during an incident the whole height is the incident's. */
export default async function CommandConsolePage({ params }: Props) {
  const { personId, name, roles } = await requirePermission('incident.read')
  const { id } = await params
  // The position is read first: what is journalled while the view is made is then replayed, not missed.
  const start = await readLiveStart()
  const view = await readCommandConsole(id, { person: personId, name, roles })
  if (view === null) notFound()
  return (
    <LiveProvider {...start}>
      <TellAsks />
      <Verbs person={personId}>
        <ConsoleScreen id={id} initial={view} />
      </Verbs>
    </LiveProvider>
  )
}
