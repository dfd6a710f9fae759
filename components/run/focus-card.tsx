import type { ReactNode } from 'react'
import { StatusMark } from '@/components/ui/status-mark'
import { WayBackMark } from '@/components/ui/way-back-mark'
import type { FocusView } from '@/lib/domain/view/console/focus'
import { CommandBlock } from './command-block'
import { DoneWhenTable } from './done-when-table'
import { StepRecord } from './step-record'
import { StepTime } from './step-time'
import { WhereLines } from './where-lines'

/** One step, in a fixed order: whose it is, time, purpose, where, gates, command, rollback, if it fails, done when, record. */
export function FocusCard({ focus }: { focus: FocusView }) {
  return (
    <article aria-labelledby="focus-title" className="flex flex-col gap-3 px-4 py-4 lg:px-6">
      <header className="flex flex-wrap items-baseline gap-x-3">
        <span className="mono text-ink-3">{focus.number}</span>
        <h2 id="focus-title" tabIndex={-1} className="text-step font-semibold">
          {focus.title}
        </h2>
        <span className="text-meta text-ink-3">
          {focus.note === null ? focus.owner : `${focus.owner} · ${focus.note}`}
        </span>
        <StatusMark status={focus.status} className="ml-auto">
          {focus.word}
        </StatusMark>
      </header>
      {focus.time !== null && <StepTime time={focus.time} status={focus.status} />}
      <dl className="grid grid-cols-1 gap-x-3 sm:grid-cols-[4.5rem_minmax(0,1fr)] sm:gap-y-1.5">
        <Fact name="Purpose">{focus.purpose}</Fact>
        {focus.where.length > 0 && (
          <Fact name="Where">
            <WhereLines where={focus.where} />
          </Fact>
        )}
        {focus.waits.length > 0 && <Fact name="Waits for">{focus.waits.join('; ')}</Fact>}
        {focus.instructions !== null && <Fact name="By hand">{focus.instructions}</Fact>}
        {focus.commands !== null && (
          <Fact name={focus.commands.length > 1 ? 'Commands' : 'Command'}>
            {focus.unresolved !== null && (
              <p>
                <StatusMark status="waiting">not resolved yet</StatusMark>{' '}
                <span className="text-ink-2">{focus.unresolved}</span>
              </p>
            )}
            <div className="flex flex-col gap-2">
              {focus.commands.map((command, index) => (
                <CommandBlock key={index} command={command} />
              ))}
            </div>
          </Fact>
        )}
        {focus.rollback !== null && (
          <Fact name="Rollback">
            {focus.wayBack !== null && <WayBackMark kind={focus.wayBack} className="mr-3" />}
            {focus.rollback}
          </Fact>
        )}
        {focus.ifFails !== null && <Fact name="If it fails">{focus.ifFails}</Fact>}
        {focus.failure !== null && (
          <Fact name="Failed">
            <span className="text-bad">{focus.failure}</span>
          </Fact>
        )}
      </dl>
      {focus.doneWhen.length > 0 && <DoneWhenTable title={focus.doneWhenTitle} rows={focus.doneWhen} />}
      <StepRecord focus={focus} />
    </article>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-meta leading-5 text-ink-3 max-sm:not-first:mt-2">{name}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  )
}
