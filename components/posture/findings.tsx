import type { Finding } from '@/lib/domain/view/posture/finding'
import { PaneHeading } from '@/components/ui/pane-heading'
import { StatusMark } from '@/components/ui/status-mark'
import { Age } from '@/components/ui/time/ticking'

/** How much it weighs, on a calm day too: nothing is down because a promise cannot be kept. */
const severity: Readonly<Record<Finding['status'], string>> = {
  breached: 'serious',
  warning: 'warning',
  unknown: 'unknown',
}

/** What the plan's own figures and the readings of now say against it. */
export function Findings({ findings }: { findings: readonly Finding[] }) {
  return (
    <section aria-label="Findings">
      <PaneHeading className="border-b border-line pb-2" aside="source, age">
        Findings <span className="ml-2 text-meta font-normal text-ink-3">{findings.length} open, worst first</span>
      </PaneHeading>
      {findings.length === 0 && (
        <p className="py-3 text-body text-ink-3">None: the plan’s figures and the readings agree with its promises.</p>
      )}
      <ul aria-live="polite">
        {findings.map(({ status, title, detail, source, at }) => (
          <li
            key={title}
            className="grid grid-cols-[5.5rem_minmax(0,1fr)] gap-x-3 border-b border-line py-1.5 lg:grid-cols-[5.5rem_minmax(0,1fr)_9rem]"
          >
            <StatusMark status={status} className="self-start text-body">
              {severity[status]}
            </StatusMark>
            <div className="min-w-0">
              <p className="font-semibold">{title}</p>
              <p className="text-meta text-ink-3">{detail}</p>
            </div>
            <p className="text-right text-meta text-ink-3 max-lg:col-start-2 max-lg:text-left">
              <span className="block">{source}</span>
              {at !== null && <Age at={at} />}
            </p>
          </li>
        ))}
      </ul>
    </section>
  )
}
