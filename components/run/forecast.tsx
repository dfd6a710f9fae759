import { StatusMark } from '@/components/ui/status-mark'
import type { TierClockView } from '@/lib/domain/view/console/tier-clocks'
import { spanWords } from '@/lib/domain/view/format/duration'

/** What GO sets off: the predicted recovery step by step against the target, with what dominates it. */
export function Forecast({ clock }: { clock: TierClockView }) {
  const { fromGo } = clock
  if (fromGo === null || fromGo.p95 === 0) return null
  const share = (milliseconds: number) => `${(100 * milliseconds) / fromGo.p95}%`
  const seconds = (milliseconds: number) => `${Math.round(milliseconds / 1_000)} s`
  const target = Math.min(clock.rtoMilliseconds, fromGo.p95)
  return (
    <figure className="border-t border-line pt-4">
      <figcaption className="flex flex-wrap items-baseline gap-x-3 pb-2">
        <b className="font-semibold">{clock.tier} from GO, predicted</b>
        <span className="num text-meta text-ink-3">
          p50 {seconds(fromGo.p50)}, p95 {seconds(fromGo.p95)}, from the plan&apos;s expected times
        </span>
        <StatusMark status={clock.attainable === false ? 'breached' : 'ok'} className="ml-auto">
          {clock.attainable === false ? 'not attainable' : 'attainable'} in {spanWords(clock.rtoMilliseconds)}
        </StatusMark>
      </figcaption>
      <div className="relative flex h-6 text-meta" aria-hidden="true">
        {fromGo.steps.map((step, index) => (
          <div
            key={step.id}
            className={`num flex h-6 flex-wrap gap-x-1 overflow-hidden border-r border-bg px-1 leading-6 whitespace-nowrap ${
              step.id === fromGo.dominated.step
                ? 'bg-ink-3 text-bg'
                : index % 2 === 0
                  ? 'bg-line-2 text-ink'
                  : 'bg-line text-ink'
            }`}
            style={{ width: share(step.milliseconds) }}
          >
            {/* A label that does not fit wraps below the bar and is not seen: whole or not at all, never clipped. */}
            <span className="h-6" />
            <span>{step.id}</span>
            <span>{seconds(step.milliseconds)}</span>
          </div>
        ))}
        <div className="hatch flex-1" />
        <div className="absolute -inset-y-1 w-0.5 bg-bad" style={{ left: share(target) }} />
      </div>
      <p className="mt-2 text-meta text-ink-2">
        Dominated by {fromGo.dominated.step}: {seconds(fromGo.dominated.milliseconds)} of {seconds(fromGo.p50)},{' '}
        {Math.round((100 * fromGo.dominated.milliseconds) / Math.max(1, fromGo.p50))} %. The red mark is the target,{' '}
        {spanWords(clock.rtoMilliseconds)}.
      </p>
      <table className="sr-only">
        <caption>Predicted time of each step on the critical path</caption>
        <tbody>
          {fromGo.steps.map((step) => (
            <tr key={step.id}>
              <th scope="row">{step.id}</th>
              <td>{seconds(step.milliseconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
