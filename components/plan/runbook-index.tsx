import Link from 'next/link'
import { KeepWords } from '@/components/ui/keep-words'
import { StatusMark } from '@/components/ui/status-mark'
import type { RunbookList } from '@/lib/domain/view/plan/runbook-list'
import { placeSearch } from './place-search'
import { SheetHeading } from './sheet-heading'
import { SheetSection } from './sheet-section'

/** Every runbook, and for what there is none. */
export function RunbookIndex({ list, plans }: { list: RunbookList; plans: readonly { key: string; title: string }[] }) {
  const search = placeSearch(list.heading)
  return (
    <main className="mx-auto w-full max-w-[75rem] px-4 pb-12 lg:px-6">
      <SheetHeading
        heading={list.heading}
        title="Runbooks"
        lead="What would be done, to read before it is needed. A runbook runs only in an incident, from its command console."
        path="/runbooks"
        plans={plans}
      />
      <ul className="border-t border-line">
        {list.runbooks.map((runbook) => (
          <li key={runbook.id} className="border-b border-line">
            <Link
              href={`/runbooks/${runbook.id}${search}`}
              className="fade -mx-3 grid min-h-11 gap-x-6 px-3 py-3 outline-offset-[-2px] hover:bg-well sm:grid-cols-[minmax(0,1fr)_auto]"
            >
              <span className="min-w-0">
                <b className="text-step font-semibold">{runbook.title}</b>
                <span className="block text-body text-ink-2">
                  <KeepWords>{`From ${runbook.from} to ${runbook.to}.`}</KeepWords>
                  {runbook.answers.length > 0 && ` Answers: ${runbook.answers.join('; ')}.`}
                </span>
              </span>
              <span className="num text-meta text-ink-3 sm:text-right">
                {runbook.steps} steps, {runbook.gates} preconditions
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.without.length > 0 && (
        <SheetSection title="Without a runbook" aside="what is done instead">
          <ul>
            {list.without.map(({ title, response }) => (
              <li key={title} className="grid gap-x-6 border-b border-line py-2.5 lg:grid-cols-[22rem_minmax(0,1fr)]">
                <StatusMark status="warning" className="font-medium whitespace-normal!">
                  {title}
                </StatusMark>
                <p className="min-w-0 text-ink-2">{response}</p>
              </li>
            ))}
          </ul>
        </SheetSection>
      )}
    </main>
  )
}
