import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NoPlanYet } from '@/components/plan/no-plan-yet'
import { PlanScreen } from '@/components/plan/plan-screen'
import { requirePermission } from '@/lib/auth/require-permission'
import { may } from '@/lib/domain/access/roles'
import { readPlanChoices, readPlanSheet } from '@/lib/queries/plan-page'
import { planPlace, type Search } from '../../plan-place'

export const metadata: Metadata = { title: 'Plan' }

export default async function PlanPage({ searchParams }: { searchParams: Search }) {
  const { roles } = await requirePermission('posture.read')
  const place = await planPlace(searchParams)
  const [sheet, plans] = await Promise.all([
    readPlanSheet(place, { systems: may(roles, 'incident.read') }),
    readPlanChoices(),
  ])
  if (sheet === null && plans.length > 0) notFound()
  return sheet === null ? (
    <NoPlanYet />
  ) : (
    <PlanScreen sheet={sheet} plans={plans} mayRead={may(roles, 'incident.read')} />
  )
}
