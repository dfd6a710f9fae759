import { KeepWords } from '@/components/ui/keep-words'
import type { PlanSheet } from '@/lib/domain/view/plan/plan-sheet'
import { SheetSection } from './sheet-section'

/** How data gets to the standby. */
export function LinkSheets({ links }: { links: PlanSheet['links'] }) {
  return (
    <SheetSection title="Links" aside="replication paths">
      <ul>
        {links.map((link) => (
          <li
            key={link.id}
            className="grid gap-x-6 border-b border-line py-2 sm:grid-cols-[minmax(0,1fr)_minmax(0,1fr)] print:break-inside-avoid"
          >
            <span className="min-w-0">
              <b className="font-semibold">{link.title}</b>
              <span className="block text-meta text-ink-3">
                {link.store}, {link.mechanism}
              </span>
            </span>
            <span className="min-w-0 text-ink-2">
              <KeepWords>{`From ${link.from} to ${link.to}, ${link.replication}, for ${link.tiers}.`}</KeepWords>
              <span className="block text-meta text-ink-3">
                {link.lag === null ? 'Its lag is not read.' : `Its lag is read as ${link.lag}.`} Changes role together
                with everything in {link.boundary}.
              </span>
            </span>
          </li>
        ))}
      </ul>
    </SheetSection>
  )
}
