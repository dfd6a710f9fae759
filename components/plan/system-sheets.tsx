import { WhereLines } from '@/components/run/where-lines'
import type { PlanSheet } from '@/lib/domain/view/plan/plan-sheet'
import { SheetSection } from './sheet-section'

interface SystemSheetsProps {
  systems: PlanSheet['systems']
  regions: PlanSheet['regions']
  environment: string
}

/** What the plan acts on and reads, and where that is in this environment. Secrets are named, never shown. */
export function SystemSheets({ systems, regions, environment }: SystemSheetsProps) {
  return (
    <SheetSection title="Regions and systems" aside={environment}>
      <ul>
        {regions.map(({ id, title, plainName, account }) => (
          <li key={id} className="border-b border-line py-2">
            <b className="font-semibold whitespace-nowrap">{title}</b>{' '}
            <span className="text-ink-2">
              {plainName}, {id} in the plan{account === null ? '' : `, account ${account}`}
            </span>
          </li>
        ))}
      </ul>
      {systems === null ? (
        <p className="py-2.5 text-ink-3">Where its systems are is shown to those who work in incidents.</p>
      ) : (
        <ul>
          {systems.map(({ id, kind, region, where }) => (
            <li
              key={id}
              className="grid gap-x-4 border-b border-line py-2 sm:grid-cols-[16rem_minmax(0,1fr)] print:break-inside-avoid"
            >
              <span className="text-meta leading-5 text-ink-3">
                {kind}
                {region !== null && <span className="whitespace-nowrap">, {region}</span>}
              </span>
              {where === null ? (
                <span className="text-warn">{id} is not bound in this environment</span>
              ) : (
                <WhereLines where={[where]} />
              )}
            </li>
          ))}
        </ul>
      )}
    </SheetSection>
  )
}
