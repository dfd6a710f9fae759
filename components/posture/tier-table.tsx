import { cx } from '@/components/ui/cx'
import { StatusMark } from '@/components/ui/status-mark'
import { Age } from '@/components/ui/time/ticking'
import type { TierPosture } from '@/lib/domain/view/posture/posture-view'
import { checksOf, type SeenFromOutside } from '@/lib/domain/view/sponsor/seen-from-outside'
import { FigureCell } from './figure-cell'
import { LagSpark } from './lag-spark'

const columns =
  'lg:gap-x-2 lg:grid-cols-[minmax(0,200fr)_minmax(7rem,112fr)_repeat(6,minmax(0,98fr))] xl:grid-cols-[minmax(0,290fr)_minmax(7rem,112fr)_repeat(6,minmax(0,102fr))_minmax(0,210fr)_minmax(3.5rem,56fr)]'

/** Every tier: what was promised, what was measured, what can be had now, and the link its data travels on. */
export function TierTable({ tiers }: { tiers: readonly TierPosture[] }) {
  return (
    <div role="table" aria-label="Tiers: promised, measured and attainable recovery time and data loss">
      <div role="rowgroup" className="border-b border-line max-lg:sr-only">
        <div aria-hidden="true" className={cx('grid text-meta text-ink-2', columns)}>
          <span className="col-start-3 col-end-6 border-b border-line pb-1 text-right">recovery time</span>
          <span className="col-start-6 col-end-9 border-b border-line pb-1 text-right">data loss</span>
          <span className="col-start-9 pl-6 max-xl:hidden">lag, last hour</span>
          <span className="col-start-10 text-right max-xl:hidden">last</span>
        </div>
        <div role="row" className={cx('grid pt-1 pb-2 text-meta text-ink-3', columns)}>
          <Head>tier</Head>
          <Head>promise</Head>
          <Head name="recovery time promised" right>
            promised
          </Head>
          <Head name="recovery time measured" right>
            measured
          </Head>
          <Head name="recovery time attainable" right>
            attainable
          </Head>
          <Head name="data loss promised" right>
            promised
          </Head>
          <Head name="data loss measured" right>
            measured
          </Head>
          <Head name="data loss if the source died now" right>
            if now
          </Head>
          <Head name="replication lag" wide>
            against its limit
          </Head>
          <Head name="last proven by a run" right wide>
            proof
          </Head>
        </div>
      </div>
      <div role="rowgroup">
        {tiers.map((tier) => (
          <TierRow key={tier.id} tier={tier} />
        ))}
      </div>
    </div>
  )
}

interface HeadProps {
  children: string
  name?: string
  right?: boolean
  /** Only where there is room; narrower pages have it below. */
  wide?: boolean
}

function Head({ children, name, right = false, wide = false }: HeadProps) {
  return (
    <span
      role="columnheader"
      aria-label={name}
      className={cx(right ? 'text-right' : wide && 'pl-6', wide && 'max-xl:hidden')}
    >
      {children}
    </span>
  )
}

/** About the promise, not about this moment: a calm tier may have promised what cannot be had. */
const statusWords: Readonly<Record<TierPosture['status'], string>> = {
  ok: 'kept',
  warning: 'unproven',
  breached: 'out of reach',
  unknown: 'unknown',
}

/** Beside the promise, what customers get now. */
function outsideWords({ is, failing, places }: SeenFromOutside): string {
  if (is === 'unknown') return 'customers: cannot tell'
  return is === 'working' ? 'customers served' : `fails for customers, ${checksOf(failing, places)}`
}

function TierRow({ tier }: { tier: TierPosture }) {
  return (
    <div
      role="row"
      className={cx(
        'grid grid-cols-3 gap-x-4 gap-y-3 border-b border-line py-4 lg:min-h-28 lg:py-3 xl:min-h-24',
        columns,
      )}
    >
      <div role="rowheader" className="min-w-0 max-lg:col-span-2">
        <span className="block text-body text-ink">
          <b className="mr-2 text-step font-bold">{tier.id}</b>
          {tier.services}
        </span>
        <span className="block text-meta text-ink-3">{tier.strategy}</span>
        {tier.hint !== null && <span className="block text-meta text-ink-3 lg:max-xl:hidden">{tier.hint}</span>}
      </div>
      <div role="cell" className="max-lg:justify-self-end">
        <StatusMark status={tier.status} className="text-body">
          <span className="sr-only">promise </span>
          {statusWords[tier.status]}
        </StatusMark>
        {tier.outside !== null && (
          <span
            className={cx('block text-meta', tier.outside.is === 'failing' ? 'font-medium text-bad' : 'text-ink-3')}
          >
            {outsideWords(tier.outside)}
          </span>
        )}
      </div>
      <FigureCell figure={tier.recovery.promised} name="time promised" quiet />
      <FigureCell figure={tier.recovery.measured} name="measured" />
      <FigureCell figure={tier.recovery.attainable} name="attainable" />
      <FigureCell figure={tier.loss.promised} name="loss promised" quiet />
      <FigureCell figure={tier.loss.measured} name="measured" />
      <FigureCell figure={tier.loss.now} name="if now" />
      <div role="cell" className="min-w-0 max-lg:col-span-2 lg:hidden xl:block xl:pl-6">
        <LagSpark lag={tier.lag} />
      </div>
      <div role="cell" className="text-right text-step lg:hidden xl:block">
        <span aria-hidden="true" className="block text-meta text-ink-3 lg:hidden">
          last proof
        </span>
        {tier.proven === null ? (
          <span className="text-ink-2">never</span>
        ) : (
          <>
            <Age at={tier.proven.at} className="font-medium" />
            <span className="block text-meta text-ink-3">{tier.proven.mode}</span>
          </>
        )}
      </div>
    </div>
  )
}
