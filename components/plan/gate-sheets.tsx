import type { RunbookSheet } from '@/lib/domain/view/plan/runbook-sheet'
import { PredicateList } from './predicate-list'
import { SheetSection } from './sheet-section'

/** The preconditions in words: what is checked by whom, and what an unknown answer means. */
export function GateSheets({ gates }: { gates: RunbookSheet['gates'] }) {
  return (
    <SheetSection title="Preconditions" aside="what must hold, and what it bars">
      {gates.length === 0 && <p className="py-2.5 text-ink-3">None: nothing bars this runbook.</p>}
      <ul>
        {gates.map((gate) => (
          <li
            key={gate.id}
            className="grid grid-cols-[2.5rem_minmax(0,1fr)] gap-x-2 border-b border-line py-2.5 print:break-inside-avoid"
          >
            <span className="mono leading-5 text-ink-3">{gate.id}</span>
            <div className="min-w-0">
              <p>
                <b className="font-semibold">{gate.title}</b>{' '}
                <span className="text-meta whitespace-nowrap text-ink-3">before {gate.bars}</span>
              </p>
              <PredicateList predicates={gate.checks} />
              {gate.steps.length > 0 && <p className="text-ink-2">Done by {gate.steps.join(', ')}.</p>}
              {gate.attest !== null && (
                <p className="text-ink-2">
                  {gate.attest.duty} says on the record: “{gate.attest.statement}”
                </p>
              )}
              {gate.unknown !== null && <p className="text-meta text-ink-3">{gate.unknown}</p>}
            </div>
          </li>
        ))}
      </ul>
    </SheetSection>
  )
}
