import { emphasised } from '@/components/run/command-block'
import { WhereLines } from '@/components/run/where-lines'
import { WayBackMark } from '@/components/ui/way-back-mark'
import type { CommandSheet } from '@/lib/domain/view/plan/command-sheet'
import type { StepSheet } from '@/lib/domain/view/plan/step-sheet'
import { HolderNames } from './holder-names'
import { PredicateList } from './predicate-list'
import { SheetFact, SheetFacts } from './sheet-section'

export function StepSheets({ steps }: { steps: readonly StepSheet[] }) {
  return (
    <ol>
      {steps.map((step) => (
        <li key={step.id} id={step.id} className="scroll-mt-24 border-b border-line py-4">
          <Step step={step} />
        </li>
      ))}
    </ol>
  )
}

function Step({ step }: { step: StepSheet }) {
  return (
    <article aria-label={`${step.id} ${step.title}`}>
      <div className="mb-2 flex flex-wrap items-baseline gap-x-4 gap-y-1 print:break-after-avoid">
        <h3 className="text-step font-semibold">
          <span className="mono mr-2 text-ink-3">{step.id}</span>
          {step.title}
        </h3>
        <WayBackMark kind={step.wayBack} className="text-meta" />
        {step.approval !== null && <span className="text-meta text-ink-2">needs approval {step.approval}</span>}
        {step.pointOfNoReturn && (
          <span className="text-meta font-semibold text-bad print:text-ink">point of no return</span>
        )}
      </div>
      <SheetFacts>
        <SheetFact name="purpose">{step.purpose}</SheetFact>
        <SheetFact name="owner">
          {step.duty}: <HolderNames holders={step.holders} />
        </SheetFact>
        {step.after.length > 0 && <SheetFact name="after">{step.after.join(', ')}</SheetFact>}
        {step.where.length > 0 && (
          <SheetFact name="where">
            <WhereLines where={step.where} />
          </SheetFact>
        )}
        {step.instructions !== null && <SheetFact name="by hand">{step.instructions}</SheetFact>}
        {step.commands.length > 0 && (
          <SheetFact name={step.commands.length === 1 ? 'command' : 'commands'}>
            <ul className="flex flex-col gap-2">
              {step.commands.map((command, index) => (
                <Command key={index} command={command} />
              ))}
            </ul>
          </SheetFact>
        )}
        {step.records.length > 0 && <SheetFact name="keeps">{step.records.join(', ')}</SheetFact>}
        <SheetFact name="done when">
          <PredicateList predicates={step.expect} />
        </SheetFact>
        <SheetFact name="time">
          expected {step.times.p50}, 19 times in 20 within {step.times.p95}; given up after {step.times.timeout}
          <span className="block text-meta text-ink-3">{step.times.source}</span>
        </SheetFact>
        <SheetFact name="way back">{step.rollback}</SheetFact>
        <SheetFact name="if it fails">{step.ifFails}</SheetFact>
        {step.unproven !== null && (
          <SheetFact name="if unproven">
            After {step.unproven.after} without proof, {step.unproven.acceptedBy} may accept it on the record.{' '}
            {step.unproven.consequence}
          </SheetFact>
        )}
        {step.proves.length > 0 && <SheetFact name="proves">{step.proves.join(', ')} is back</SheetFact>}
      </SheetFacts>
    </article>
  )
}

function Command({ command }: { command: CommandSheet }) {
  return (
    <li>
      <pre
        className="mono rounded bg-well px-3 py-2 break-words whitespace-pre-wrap print:border print:border-line-2"
        aria-label={`Command for ${command.system}`}
      >
        <code>{emphasised(command.text)}</code>
      </pre>
      {[command.unresolved, ...command.later, command.unreachable].map(
        (words) =>
          words !== null && (
            <p key={words} className="text-meta text-ink-3">
              {words}
            </p>
          ),
      )}
    </li>
  )
}
