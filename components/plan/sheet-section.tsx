import type { ReactNode } from 'react'
import { PaneHeading } from '@/components/ui/pane-heading'

/** One part of a plan or runbook; on paper its heading stays with what follows. */
export function SheetSection({ title, aside, children }: { title: string; aside?: ReactNode; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-8 min-w-0">
      <PaneHeading className="border-b border-line-2 pb-2 print:break-after-avoid" aside={aside}>
        {title}
      </PaneHeading>
      {children}
    </section>
  )
}

/** Named facts of one thing, names to the left where there is room. */
export function SheetFacts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-1 gap-x-4 gap-y-1 text-body sm:grid-cols-[7.5rem_minmax(0,1fr)] sm:gap-y-1.5">
      {children}
    </dl>
  )
}

export function SheetFact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-meta leading-5 text-ink-3 max-sm:mt-1.5">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
