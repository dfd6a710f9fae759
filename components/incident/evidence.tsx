import { DoneWhenTable } from '@/components/run/done-when-table'
import { ServingLine } from '@/components/run/serving-line'
import { Age } from '@/components/ui/time/ticking'
import { Instant } from '@/components/ui/time/instant'
import { PaneHeading } from '@/components/ui/pane-heading'
import { StatusMark } from '@/components/ui/status-mark'
import type { DeclareView } from '@/lib/domain/view/declare/declare-view'

/** What is known: alerts as they came, when it began, what is seen from outside, and what speaks against a class. */
export function Evidence({ view }: { view: DeclareView }) {
  const { alerts, impact, impactSaid, outside, serving } = view
  const against = view.classes.flatMap((one) => one.against)
  return (
    <section aria-label="Evidence">
      <PaneHeading className="border-b border-line pb-2">What is known</PaneHeading>
      <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-4 gap-y-2 py-3">
        <dt className="text-ink-3">Alerts</dt>
        <dd>
          {alerts.length === 0 && <span className="text-ink-3">none, opened by hand</span>}
          <ul>
            {alerts.map((alert) => (
              <li key={`${alert.name} ${alert.startsAt}`} className="flex flex-wrap items-baseline gap-x-3">
                <b className="font-semibold">{alert.name}</b>
                <StatusMark status={alert.resolved ? 'ok' : 'breached'}>
                  {alert.resolved ? 'resolved' : 'firing'}
                </StatusMark>
                <span className="text-meta text-ink-3">
                  since <Instant at={alert.startsAt} />, {alert.source}
                </span>
              </li>
            ))}
          </ul>
        </dd>
        {serving.length > 0 && view.closed === null && (
          <>
            <dt className="text-ink-3">Where it runs</dt>
            <dd>
              <ServingLine serving={serving} plain />
            </dd>
          </>
        )}
        <dt className="text-ink-3">Impact</dt>
        <dd>
          {impact === null ? (
            <>
              <span className="text-ink-3">no failed probe is recorded yet</span>
              {impactSaid !== null && (
                <span className="block text-meta text-ink-3">
                  {impactSaid.by} says it began at <Instant at={impactSaid.at} />: {impactSaid.reason}
                </span>
              )}
            </>
          ) : (
            <>
              since <Instant at={impact.at} className="font-semibold" utc />, <Age at={impact.at} />
              <span className="text-meta text-ink-3">, first failed probe, {impact.source}</span>
              {impact.corrections.map((correction) => (
                <span key={correction.at} className="block text-meta text-ink-3">
                  corrected to <Instant at={correction.at} />: {correction.reason}
                </span>
              ))}
            </>
          )}
        </dd>
      </dl>
      {outside.length > 0 && <DoneWhenTable title="Seen from outside" rows={outside} />}
      {against.length > 0 && (
        <div className="mt-5">
          <DoneWhenTable title="Speaks against a class" rows={against} />
        </div>
      )}
    </section>
  )
}
