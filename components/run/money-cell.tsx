'use client'

import { cx } from '@/components/ui/cx'
import { useServerNow } from '@/components/ui/time/server-clock'
import { wholeNumber } from '@/lib/domain/view/format/amount'
import type { MoneyView } from '@/lib/domain/view/money'
import { costAt } from '@/lib/domain/view/money'
import { moneySize } from './money-size'

/** What it has cost and what a minute costs. Where nothing acts for real, the figure says what it would have been. */
export function MoneyCell({ money, ended }: { money: MoneyView; ended: boolean }) {
  const now = useServerNow()
  const cost = wholeNumber(costAt(money.stretches, now))
  const figure = money.real ? cost : '0'
  const last = money.stretches.at(-1)
  const seconds =
    last === undefined
      ? null
      : Math.floor(((last.until === null ? now : Date.parse(last.until)) - Date.parse(last.from)) / 1_000)
  return (
    <section
      aria-label="Money lost so far"
      title={money.source ?? undefined}
      className="flex min-w-0 flex-col px-4 pt-2 pb-2"
    >
      <h2 className="text-body text-ink-2">
        {!money.real ? 'Lost, drill figure' : ended ? 'Lost in all' : 'Lost so far'}
      </h2>
      {last === undefined ? (
        <p className="pt-2 text-body text-ink-3">No impact is seen from outside yet, so nothing is counted.</p>
      ) : (
        <>
          <p className="py-1 whitespace-nowrap">
            <span className={cx('num font-semibold', moneySize(figure))}>{figure}</span>{' '}
            <span className="text-meta text-ink-3">
              {money.currency}
              {!money.real && ' real'}
            </span>
          </p>
          <p className="num mt-auto text-meta text-ink-2">
            {money.real ? `${wholeNumber(money.perMinute)} ${money.currency} per min` : `${cost} if real`}
          </p>
          <p className="num text-meta text-ink-3">
            {wholeNumber(seconds ?? 0)} s × {wholeNumber(last.perSecond)} {money.currency}
          </p>
        </>
      )}
    </section>
  )
}
