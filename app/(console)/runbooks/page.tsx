import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { NoPlanYet } from '@/components/plan/no-plan-yet'
import { RunbookIndex } from '@/components/plan/runbook-index'
import { requirePermission } from '@/lib/auth/require-permission'
import { readPlanChoices, readRunbookList } from '@/lib/queries/plan-page'
import { planPlace, type Search } from '../../plan-place'

export const metadata: Metadata = { title: 'Runbooks' }

export default async function RunbooksPage({ searchParams }: { searchParams: Search }) {
  await requirePermission('incident.read')
  const place = await planPlace(searchParams)
  const [list, plans] = await Promise.all([readRunbookList(place), readPlanChoices()])
  if (list === null && plans.length > 0) notFound()
  return list === null ? <NoPlanYet /> : <RunbookIndex list={list} plans={plans} />
}
