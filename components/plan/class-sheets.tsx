import type { PlanSheet } from '@/lib/domain/view/plan/plan-sheet'
import { RunbookName } from './runbook-name'
import { SheetFact, SheetFacts, SheetSection } from './sheet-section'

/** What can have happened, and what is done about each: the choice a commander has to make first. */
export function ClassSheets({ classes, search }: { classes: PlanSheet['classes']; search: string | null }) {
  return (
    <SheetSection title="Disaster classes" aside="what it is decides what is done">
      <div className="grid gap-x-12 lg:grid-cols-2">
        {classes.map((one) => (
          <article key={one.id} aria-label={one.title} className="border-b border-line py-3 print:break-inside-avoid">
            <h3 className="mb-1.5 text-step font-semibold">{one.title}</h3>
            <SheetFacts>
              <SheetFact name="scope">{one.scope}</SheetFact>
              <SheetFact name="what is done">{one.response}</SheetFact>
              <SheetFact name="runbook">
                {(one.runbooks.length === 0 ? [null] : one.runbooks).map((runbook) => (
                  <span key={runbook?.id ?? ''} className="block">
                    <RunbookName runbook={runbook} search={search} none="none in this plan: by hand, as above" />
                  </span>
                ))}
              </SheetFact>
              <SheetFact name="back within">{one.rto}</SheetFact>
              {one.refused.map(({ when, reason }) => (
                <SheetFact key={when} name="refused when">
                  {reason} <span className="mono block break-all text-ink-3">{when}</span>
                </SheetFact>
              ))}
            </SheetFacts>
          </article>
        ))}
      </div>
    </SheetSection>
  )
}
