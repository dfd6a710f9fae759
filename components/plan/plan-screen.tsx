import Link from 'next/link'
import { StatusMark } from '@/components/ui/status-mark'
import type { PlanSheet } from '@/lib/domain/view/plan/plan-sheet'
import { ClassSheets } from './class-sheets'
import { HolderNames } from './holder-names'
import { LinkSheets } from './link-sheets'
import { placeSearch } from './place-search'
import { SheetHeading } from './sheet-heading'
import { SheetSection } from './sheet-section'
import { SystemSheets } from './system-sheets'
import { TierSheets } from './tier-sheets'

interface PlanScreenProps {
  sheet: PlanSheet
  plans: readonly { key: string; title: string }[]
  /** Whether the reader may follow a link to a runbook. */
  mayRead: boolean
}

/** The contract, to read from top to bottom or on paper. */
export function PlanScreen({ sheet, plans, mayRead }: PlanScreenProps) {
  const { review } = sheet
  const search = mayRead ? placeSearch(sheet.heading) : null
  return (
    <main className="mx-auto w-full max-w-[75rem] px-4 pb-12 lg:px-6">
      <SheetHeading
        heading={sheet.heading}
        title={sheet.heading.title}
        lead={sheet.description}
        path="/plan"
        plans={plans}
        facts={[
          {
            name: 'review due',
            value: review.overdue ? (
              <StatusMark status="breached">{review.due}, overdue</StatusMark>
            ) : (
              `${review.due}, every ${review.every}`
            ),
          },
        ]}
      />
      <TierSheets tiers={sheet.tiers} search={search} />
      <LinkSheets links={sheet.links} />
      <ClassSheets classes={sheet.classes} search={search} />
      <SheetSection title="Duties" aside="who may hold them">
        <ul>
          {sheet.duties.map(({ id, title, role, holders }) => (
            <li key={id} className="grid gap-x-4 border-b border-line py-2 sm:grid-cols-[12rem_minmax(0,1fr)]">
              <span>
                <b className="font-semibold">{title}</b> <span className="text-meta text-ink-3">role {role}</span>
              </span>
              <span className="min-w-0">
                <HolderNames holders={holders} />
              </span>
            </li>
          ))}
        </ul>
      </SheetSection>
      <SystemSheets systems={sheet.systems} regions={sheet.regions} environment={sheet.heading.environment.title} />
      <SheetSection title="Readings" aside="what is asked, how often, and how old an answer may be">
        <ul>
          {sheet.readings.map((reading) => (
            <li key={reading.id} className="border-b border-line py-2 print:break-inside-avoid">
              <span className="mono mr-3 text-ink-3">{reading.id}</span>
              {reading.title}
              <span className="block text-meta text-ink-3">
                {reading.kind} on {reading.system}, every {reading.every} while it matters, UNKNOWN when older than{' '}
                {reading.maxAge}
              </span>
            </li>
          ))}
        </ul>
      </SheetSection>
      <SheetSection title="What the check says" aside={`${sheet.findings.length}`}>
        {sheet.findings.length === 0 && <p className="py-2.5 text-ink-3">Nothing: its parts agree with each other.</p>}
        <ul>
          {sheet.findings.map(({ level, path, message }) => (
            <li key={`${path} ${message}`} className="border-b border-line py-2">
              <StatusMark status={level === 'problem' ? 'breached' : 'warning'} className="whitespace-normal!">
                {message}
              </StatusMark>
              <span className="mono block break-all text-ink-3">{path}</span>
            </li>
          ))}
        </ul>
      </SheetSection>
      {search !== null && (
        <p className="mt-8 print:hidden">
          <Link href={`/runbooks${search}`} className="font-medium underline">
            The runbooks, to read or print
          </Link>
        </p>
      )}
    </main>
  )
}
