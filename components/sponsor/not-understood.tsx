import Link from 'next/link'
import { StatusMark } from '@/components/ui/status-mark'
import type { UnreadableView } from '@/lib/domain/view/unreadable-view'

/** For whoever only reads: that this process has no word on the incident, and that others do. */
export function NotUnderstood({ incident, why }: Pick<UnreadableView, 'incident' | 'why'>) {
  return (
    <main className="mx-auto max-w-[40rem] px-4 py-12 lg:py-24">
      <StatusMark status="unknown" className="font-medium">
        not understood here
      </StatusMark>
      <h1 className="mt-2 text-figure font-semibold">
        {incident.label} was recorded by a newer Breakwater; this process cannot lead it
      </h1>
      <p className="mt-3 text-step text-ink-2">{why}</p>
      <p className="mt-6">
        <Link href={`/incidents/${incident.id}`} className="font-medium underline">
          The incident, for those who lead it
        </Link>
      </p>
    </main>
  )
}
