'use client'

import { StatusMark } from '@/components/ui/status-mark'
import { useServerNow } from '@/components/ui/time/server-clock'
import { Unknown } from '@/components/ui/unknown'
import type { EvidenceFigure } from '@/lib/domain/view/evidence/tier-figures'
import { wholeNumber } from '@/lib/domain/view/format/amount'
import { costAt, type MoneyView } from '@/lib/domain/view/money'

/** What was measured against what was promised, and what it cost. */
export function FigureRow({ figures, money }: { figures: readonly EvidenceFigure[]; money: MoneyView | null }) {
  return (
    <dl className="grid grid-cols-2 gap-x-4 gap-y-4 sm:grid-cols-4">
      {figures.map((figure) => (
        <Figure key={figure.name} {...figure} />
      ))}
      {money !== null && money.stretches.length > 0 && <Cost money={money} />}
    </dl>
  )
}

function Figure({ name, value, status, verdict, source }: EvidenceFigure) {
  return (
    <div className="min-w-0">
      <dt className="text-body text-ink-2">{name}</dt>
      <dd title={source === null ? undefined : `source: ${source}`}>
        <span className="block py-1 text-figure font-semibold">
          {value !== null ? (
            <span className="num">{value}</span>
          ) : status === 'unknown' ? (
            <Unknown className="text-step">UNKNOWN</Unknown>
          ) : (
            <span className="text-ink-3">–</span>
          )}
        </span>
        <StatusMark status={status} className="text-body whitespace-normal!">
          <span className="num">{verdict}</span>
        </StatusMark>
      </dd>
    </div>
  )
}

/** Where nothing acted for real, nothing was lost; what it would have cost stands beside it. */
function Cost({ money }: { money: MoneyView }) {
  const now = useServerNow()
  const cost = wholeNumber(costAt(money.stretches, now))
  const [only, ...more] = money.stretches
  const seconds =
    only === undefined ? 0 : ((only.until === null ? now : Date.parse(only.until)) - Date.parse(only.from)) / 1_000
  const sum =
    only === undefined || more.length > 0
      ? 'by the rates of the plan'
      : `${wholeNumber(Math.floor(seconds))} s × ${wholeNumber(only.perSecond)}`
  return (
    <div className="min-w-0">
      <dt className="text-body text-ink-2">cost of downtime</dt>
      <dd title={money.source ?? undefined}>
        <span className="num block py-1 text-figure font-semibold">{money.real ? cost : '0'}</span>
        <span className="num text-body text-ink-3">
          {money.real ? `${money.currency}, ${sum}` : `${money.currency} real; ${cost} if live`}
        </span>
      </dd>
    </div>
  )
}
