import type { PlanSheet } from '@/lib/domain/view/plan/plan-sheet'
import { RunbookName } from './runbook-name'
import { SheetFact, SheetFacts, SheetSection } from './sheet-section'

/** What is promised for what, and what an outage costs. */
export function TierSheets({ tiers, search }: { tiers: PlanSheet['tiers']; search: string | null }) {
  return (
    <SheetSection title="Tiers and promises" aside="whether they can be kept: posture">
      <div className="grid gap-x-12 lg:grid-cols-2">
        {tiers.map((tier) => (
          <article key={tier.id} aria-label={tier.id} className="border-b border-line py-3 print:break-inside-avoid">
            <h3 className="mb-1.5 text-step font-semibold">
              {tier.id} <span className="ml-1 font-medium">{tier.services}</span>
            </h3>
            <SheetFacts>
              <SheetFact name="back within">
                <b className="font-semibold">{tier.rto}</b> {tier.clock}
              </SheetFact>
              <SheetFact name="may lose">
                <b className="font-semibold">{tier.rpo === '0' ? 'nothing' : tier.rpo}</b>
                {tier.lagLimit !== null && `; replication may lag ${tier.lagLimit}`}
              </SheetFact>
              <SheetFact name="how">{tier.strategy}</SheetFact>
              <SheetFact name="runbook">
                {tier.runbooks.length === 0 && <span className="text-ink-3">no runbook proves that it is back</span>}
                {tier.runbooks.map((runbook) => (
                  <span key={runbook.id} className="mr-3">
                    <RunbookName runbook={runbook} search={search} none="" />
                  </span>
                ))}
              </SheetFact>
              {tier.outside !== null && <SheetFact name="seen by">{tier.outside}</SheetFact>}
              {tier.downtime !== null && (
                <SheetFact name="down costs">
                  {tier.downtime.words}
                  <span className="block text-meta text-ink-3">{tier.downtime.source}</span>
                </SheetFact>
              )}
            </SheetFacts>
          </article>
        ))}
      </div>
    </SheetSection>
  )
}
