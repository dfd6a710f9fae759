import { Age } from '@/components/ui/time/ticking'
import { Instant } from '@/components/ui/time/instant'
import { Unknown } from '@/components/ui/unknown'
import { StatusMark } from '@/components/ui/status-mark'
import type { LossView } from '@/lib/domain/view/loss-view'

const titles = {
  now: 'Loss if promoted now',
  accepted: 'Loss accepted',
  measured: 'Loss measured',
  none: 'Loss',
} as const

/** What promoting loses: read now, frozen at GO, counted afterwards. Never a number where there is no reading. */
export function LossCell({ loss }: { loss: LossView | null }) {
  if (loss === null)
    return (
      <section aria-label="Loss" className="px-4 pt-2">
        <h2 className="text-body text-ink-2">Loss</h2>
        <p className="pt-2 text-ink-3">This runbook promotes nothing.</p>
      </section>
    )
  if (loss.kind === 'none')
    return (
      <section aria-label={titles.none} className="px-4 pt-2">
        <h2 className="text-body text-ink-2">{titles.none}</h2>
        <p className="pt-2 text-ink-2">Nothing was promoted, so nothing was lost by a failover.</p>
      </section>
    )
  const [figure = '', unit = ''] = (loss.amount ?? '').split(/ (?=[a-z]+$)/)
  return (
    <section
      aria-label={titles[loss.kind]}
      title={loss.source}
      className="flex min-w-0 flex-col px-4 pt-2 pb-2 whitespace-nowrap"
    >
      <h2 className="text-body text-ink-2">{titles[loss.kind]}</h2>
      <p className="py-1 text-figure font-semibold">
        {loss.amount === null ? (
          <Unknown>UNKNOWN</Unknown>
        ) : (
          <>
            <span className="num">{figure}</span> <span className="text-meta font-normal text-ink-3">{unit}</span>
          </>
        )}
      </p>
      <p className="mt-auto truncate text-meta text-ink-2">
        {loss.aboveBound ? (
          <StatusMark status="breached">above the limit</StatusMark>
        ) : loss.amount === null ? (
          <span title={loss.unknown ?? undefined}>{loss.unknown}</span>
        ) : (
          (loss.count ?? 'an unknown count')
        )}
      </p>
      <p className="text-meta text-ink-3">
        {loss.kind !== 'now' && loss.amount !== null ? (
          <>
            {loss.kind === 'accepted' ? 'frozen' : 'measured'} at <Instant at={loss.at} />
          </>
        ) : loss.amount === null ? (
          'no figure, not zero'
        ) : (
          <>
            age <Age at={loss.at} />
            {loss.bound !== null && `, limit ${loss.bound}`}
          </>
        )}
      </p>
    </section>
  )
}
