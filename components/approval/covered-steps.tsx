import { emphasised } from '@/components/run/command-block'
import { WayBackMark } from '@/components/ui/way-back-mark'
import type { ApprovalView, CoveredStepView } from '@/lib/domain/view/approval/approval-view'

/** Every command in full: they wrap, they are never summed up. What is consented to is what can be read here. */
export function CoveredSteps({ view }: { view: ApprovalView }) {
  return (
    <section aria-labelledby="runs-at-go" className="mt-3 min-w-0 border-t border-line pt-3">
      <header className="flex items-baseline justify-between gap-3">
        <h2 id="runs-at-go" className="text-body font-semibold text-ink-2">
          What runs at GO
        </h2>
        <span className="text-meta text-ink-3">
          plan <span className="mono">{view.planHash.slice(0, 7)}</span>
        </span>
      </header>
      <ol>
        {view.steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </section>
  )
}

function Step({ step }: { step: CoveredStepView }) {
  return (
    <li className="grid grid-cols-[2rem_minmax(0,1fr)] gap-x-1 pt-2">
      <span className="mono leading-5 text-ink-3">{step.id}</span>
      <div className="min-w-0">
        <header className="flex items-baseline justify-between gap-3">
          <h3 className="text-step font-semibold">{step.title}</h3>
          <WayBackMark kind={step.wayBack} />
        </header>
        {step.commands.map((command, index) => (
          <pre key={index} className="mono mt-1 rounded bg-well px-2 py-1.5 break-words whitespace-pre-wrap">
            <code>{emphasised(command.text)}</code>
          </pre>
        ))}
        {step.commands.length === 0 && <p className="text-ink-3">Runs nothing, it only reads.</p>}
        <details className="text-meta text-ink-2">
          <summary className="min-h-6 py-1 text-ink-3">
            Done when: {step.expect[0] ?? 'nothing is expected'}
            {step.expect.length > 1 && `, and ${step.expect.length - 1} more`}. Way back, where, time
          </summary>
          <ul className="list-disc pl-4">
            {step.expect.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
          <p className="mt-1">Way back: {step.rollback}</p>
          <p>Given up after {step.timeout}.</p>
          {step.commands.map(({ where }, index) => (
            <p key={index} className="break-all">
              {[where.system, where.account, where.region, where.identity, where.endpoint].filter(Boolean).join(' · ')}
            </p>
          ))}
        </details>
      </div>
    </li>
  )
}
