'use client'

import { OpenIncidents } from '@/components/shell/open-incidents'
import { useShellView } from '@/components/shell/use-shell-view'

/** Before a second incident is opened: the one that is open may be about the same thing. */
export function AlreadyOpen() {
  const { incidents } = useShellView()
  if (incidents.length === 0) return null
  return (
    <section aria-label="Already open" className="mt-4 border-y border-line py-3">
      <p className="text-step font-semibold">
        {incidents.length === 1
          ? 'One incident is open already. Is it this?'
          : 'These are open already. Is it one of them?'}
      </p>
      <OpenIncidents incidents={incidents} titles />
      <p className="mt-1 text-body text-ink-2">If it is, go there. What follows opens another one beside it.</p>
    </section>
  )
}
