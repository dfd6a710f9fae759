import { redirect } from 'next/navigation'
import { requirePerson } from '@/lib/auth/require-permission'
import { may } from '@/lib/domain/access/roles'

/** Where a person's work is: the sponsor reads one page, everybody else begins at the posture. */
export default async function Home(): Promise<never> {
  const { roles } = await requirePerson()
  redirect(may(roles, 'incident.read') ? '/posture' : '/sponsor')
}
