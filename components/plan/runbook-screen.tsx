import Link from 'next/link'
import { KeepWords } from '@/components/ui/keep-words'
import type { RunbookSheet } from '@/lib/domain/view/plan/runbook-sheet'
import { GateSheets } from './gate-sheets'
import { placeSearch } from './place-search'
import { SheetHeading } from './sheet-heading'
import { SheetFact, SheetFacts, SheetSection } from './sheet-section'
import { StepSheets } from './step-sheets'

/** A whole runbook on one page, on paper too: the copy that works when this console does not. */
export function RunbookScreen({ sheet }: { sheet: RunbookSheet }) {
  return (
    <main className="mx-auto w-full max-w-[75rem] px-4 pb-12 lg:px-6">
      <p className="pt-4 text-body print:hidden">
        <Link href={`/runbooks${placeSearch(sheet.heading)}`} className="inline-flex min-h-6 items-center underline">
          All runbooks
        </Link>
      </p>
      <SheetHeading
        heading={sheet.heading}
        title={sheet.title}
        lead={
          <>
            <KeepWords>{`From ${sheet.from} to ${sheet.to}.`}</KeepWords>
            {sheet.answers.length > 0 && ` Answers: ${sheet.answers.join('; ')}.`}
          </>
        }
        path={`/runbooks/${sheet.id}`}
      />
      <SheetFacts>
        {sheet.recovers.map(({ tier, p50, p95, steps }) => (
          <SheetFact key={tier} name={`${tier} back`}>
            expected <b className="font-semibold whitespace-nowrap">{p50}</b> after GO, 19 times in 20 within{' '}
            <span className="whitespace-nowrap">{p95}</span>
            <span className="text-ink-3">; the longest way is {steps}</span>
          </SheetFact>
        ))}
        <SheetFact name="no way back">
          {sheet.pointOfNoReturn === null ? 'every step can be taken back' : `after ${sheet.pointOfNoReturn}`}
        </SheetFact>
        {sheet.loss !== null && <SheetFact name="loss">{sheet.loss}</SheetFact>}
        <SheetFact name="one at a time">
          Only one run at a time moves what changes role together ({sheet.boundary}).
        </SheetFact>
      </SheetFacts>
      <GateSheets gates={sheet.gates} />
      <SheetSection title="Approvals" aside="two different persons, never the one who asks">
        {sheet.approvals.length === 0 && <p className="py-2.5 text-ink-3">None is needed: no step is destructive.</p>}
        <ul>
          {sheet.approvals.map((rule) => (
            <li key={rule.id} className="border-b border-line py-2.5">
              <b className="mr-2 font-semibold">{rule.id}</b>
              {rule.persons} persons of {rule.duties} consent to {rule.steps}, under one digest, within {rule.expires}.
              <span className="block text-meta text-ink-3">
                May approve: {rule.holders.length === 0 ? 'nobody' : rule.holders.join(', ')}
              </span>
            </li>
          ))}
        </ul>
      </SheetSection>
      {sheet.phases.map(({ phase, title, steps }) => (
        <SheetSection key={phase} title={title} aside={`${steps.length} ${steps.length === 1 ? 'step' : 'steps'}`}>
          <StepSheets steps={steps} />
        </SheetSection>
      ))}
    </main>
  )
}
