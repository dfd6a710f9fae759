import type { Shell } from '@/components/shell/shell-context'
import type { CurrentPerson } from '@/lib/auth/current-person'
import { pagesFor } from '@/lib/domain/access/console-pages'
import { may } from '@/lib/domain/access/roles'
import { readShell } from '@/lib/queries/session'

/** What the bars of a person's pages need. */
export async function shellOf({ personId, name, title, roles }: CurrentPerson): Promise<Shell> {
  return {
    person: { id: personId, name, title, roles },
    pages: pagesFor(roles).map(({ href, label }) => ({ href, label })),
    mayDeclare: may(roles, 'incident.propose'),
    initial: await readShell({ person: personId, name, roles }),
  }
}
