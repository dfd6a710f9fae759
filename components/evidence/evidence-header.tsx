import type { Status } from '@/components/ui/status'
import { StatusMark } from '@/components/ui/status-mark'
import { cx } from '@/components/ui/cx'
import { Instant } from '@/components/ui/time/instant'
import type { EvidencePageView } from '@/lib/domain/view/evidence/evidence-view'
import { chainStatus } from './chain-status'
import { ExportButtons } from './export-buttons'
import { shortHash } from './short-hash'

const headWord: Readonly<Partial<Record<Status, string>>> = {
  ok: 'head',
  breached: 'last sound head',
  waiting: 'sound up to',
  unknown: 'last read up to',
}

/** Which incident, whether it is over, and whether its journal can be believed. */
export function EvidenceHeader({ id, view }: { id: string; view: EvidencePageView }) {
  const { incident, facts, chain } = view
  return (
    <header className="grid items-center gap-x-6 gap-y-3 border-b border-line px-4 py-4 lg:min-h-20 lg:grid-cols-[minmax(0,1fr)_auto] lg:px-6 lg:py-3 xl:grid-cols-[minmax(0,1fr)_minmax(0,17rem)_auto]">
      <div className="min-w-0">
        <h1 className="flex flex-wrap items-center gap-x-3 gap-y-1 text-page font-semibold">
          <span className="min-w-0 [overflow-wrap:anywhere]">
            <span className="whitespace-nowrap">{incident.label}</span> {incident.title}
          </span>
          <span
            className={cx(
              'rounded-[2px] px-2 text-meta leading-5 font-semibold whitespace-nowrap',
              incident.live ? 'bg-live text-on-live' : 'stripes-fine text-on-drill',
            )}
          >
            <span className={cx('num', !incident.live && 'bg-drill-a px-1')}>
              {incident.live ? 'LIVE' : 'DRILL'}, {incident.status}
            </span>
          </span>
        </h1>
        <p className="text-meta text-ink-3 max-lg:mt-1">
          {facts.map(({ name, value, mono }, index) => (
            <span key={name}>
              {index > 0 && ', '}
              {name !== 'date' && `${name} `}
              <span className={mono ? 'mono' : undefined}>{value}</span>
            </span>
          ))}
        </p>
      </div>
      <div role="status" className="min-w-0 max-xl:order-last max-xl:col-span-full">
        <StatusMark status={chainStatus(chain)} className="font-medium whitespace-normal!">
          <span className="num">{chain.words}</span>
        </StatusMark>
        <p className="text-meta text-ink-3">
          {chain.head !== null && (
            <>
              {headWord[chainStatus(chain)]}{' '}
              <span className="mono" title={chain.head.hash}>
                {shortHash(chain.head.hash)}
              </span>
              ,{' '}
            </>
          )}
          checked <Instant at={chain.checkedAt} />
        </p>
      </div>
      <ExportButtons id={id} refused={view.exportRefused} />
    </header>
  )
}
