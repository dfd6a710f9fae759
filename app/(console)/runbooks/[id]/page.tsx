import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { RunbookScreen } from '@/components/plan/runbook-screen'
import { requirePermission } from '@/lib/auth/require-permission'
import { readRunbookSheet } from '@/lib/queries/plan-page'
import { planPlace, type Search } from '../../../plan-place'

export const metadata: Metadata = { title: 'Runbook' }

interface Props {
  params: Promise<{ id: string }>
  searchParams: Search
}

export default async function RunbookPage({ params, searchParams }: Props) {
  await requirePermission('incident.read')
  const { id } = await params
  const sheet = await readRunbookSheet(id, await planPlace(searchParams))
  if (sheet === null) notFound()
  return <RunbookScreen sheet={sheet} />
}
