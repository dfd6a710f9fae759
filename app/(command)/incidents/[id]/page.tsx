import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { LiveProvider } from '@/components/live/live-provider'
import { UnreadableIncident } from '@/components/incident/unreadable-incident'
import { ConsoleScreen } from '@/components/run/console-screen'
import { TellAsks } from '@/components/telling/tell-asks'
import { requirePermission } from '@/lib/auth/require-permission'
import { readCommandConsole } from '@/lib/queries/command-console'
import { readLiveStart } from '@/lib/queries/session'
import { orUnreadable } from '@/lib/queries/unreadable-incident'
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
  const viewer = { person: personId, name, roles }
  const read = await orUnreadable(readCommandConsole(id, viewer), id, viewer)
  if (read === null) notFound()
  return (
    <LiveProvider {...start}>
      <TellAsks />
      <Verbs person={personId}>
        {'view' in read ? <ConsoleScreen id={id} initial={read.view} /> : <UnreadableIncident view={read.unreadable} />}
      </Verbs>
    </LiveProvider>
  )
}
