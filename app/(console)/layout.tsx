import type { ReactNode } from 'react'
import { LiveProvider } from '@/components/live/live-provider'
import { NavBar } from '@/components/shell/nav-bar'
import { requirePerson } from '@/lib/auth/require-permission'
import { may, type Permission } from '@/lib/domain/access/roles'
import { readLiveStart, readShell } from '@/lib/queries/session'

const pages: { href: string; label: string; permission: Permission }[] = [
  { href: '/posture', label: 'Posture', permission: 'posture.read' },
  { href: '/incidents', label: 'Incidents', permission: 'incident.read' },
  { href: '/approvals', label: 'Approvals', permission: 'incident.read' },
  { href: '/evidence', label: 'Evidence', permission: 'evidence.read' },
  { href: '/sponsor', label: 'Sponsor', permission: 'sponsor.read' },
]

export default async function ConsoleLayout({ children }: { children: ReactNode }) {
  const { personId, name, title, roles } = await requirePerson()
  const [start, shell] = await Promise.all([readLiveStart(), readShell({ person: personId, name, roles })])
  return (
    <LiveProvider {...start}>
      <a
        href="#content"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-bg focus:p-3"
      >
        Skip to the content
      </a>
      <NavBar
        person={{ name, title, roles }}
        shell={shell}
        pages={pages.filter(({ permission }) => may(roles, permission))}
        mayDeclare={may(roles, 'incident.propose')}
      />
      <div id="content" tabIndex={-1} className="outline-none">
        {children}
      </div>
    </LiveProvider>
  )
}
