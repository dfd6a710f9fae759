import { Instant } from '@/components/ui/time/instant'
import { PaneHeading } from '@/components/ui/pane-heading'
import type { FocusView } from '@/lib/domain/view/console/focus'

/** What the attempt did and heard, beside the journal's numbers for it. */
export function StepRecord({ focus }: { focus: FocusView }) {
  const lines = focus.output?.lines ?? []
  return (
    <div className="grid gap-x-8 gap-y-4 md:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <section aria-live="polite" aria-relevant="additions">
        <PaneHeading
          className="!justify-start"
          aside={focus.output === null ? 'no attempt yet' : `attempt ${focus.output.attempt}`}
        >
          Output
        </PaneHeading>
        <ol className="mt-1">
          {lines.map((line, index) => (
            <li key={index} className="mono flex gap-2 py-px text-ink-2">
              <Instant at={line.at} className="shrink-0 text-ink-3" />
              <span className="min-w-0 break-words">{line.text}</span>
            </li>
          ))}
        </ol>
      </section>
      <section>
        <PaneHeading
          className="!justify-start"
          aside={focus.evidence.length === 0 ? 'nothing recorded yet' : undefined}
        >
          Evidence so far
        </PaneHeading>
        <ol className="mt-1">
          {focus.evidence.map((line) => (
            <li key={`${line.sequence}${line.text}`} className="flex gap-2 py-px text-meta text-ink-2">
              <span className="mono shrink-0 text-ink-3">#{line.sequence}</span>
              <span className="min-w-0 break-words">{line.text}</span>
            </li>
          ))}
        </ol>
      </section>
    </div>
  )
}
