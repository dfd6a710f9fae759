import type { Metadata } from 'next'
import { HelpScreen } from '@/components/help/help-screen'
import { requirePerson } from '@/lib/auth/require-permission'
import { pagesFor } from '@/lib/domain/access/console-pages'

export const metadata: Metadata = { title: 'Help' }

export default async function HelpPage() {
  const { roles } = await requirePerson()
  return <HelpScreen pages={pagesFor(roles)} />
}
