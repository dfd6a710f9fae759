import type { Metadata } from 'next'
import { PosturePage } from '@/components/posture/posture-page'
import { requirePermission } from '@/lib/auth/require-permission'
import { readPosture } from '@/lib/queries/posture'

export const metadata: Metadata = { title: 'Posture' }

export default async function Posture() {
  await requirePermission('posture.read')
  return <PosturePage initial={await readPosture()} />
}
