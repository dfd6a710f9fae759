'use client'

import { useState } from 'react'
import { cx } from '@/components/ui/cx'
import { Unknown } from '@/components/ui/unknown'
import type { EvidencePageView } from '@/lib/domain/view/evidence/evidence-view'
import { FigureRow } from './figure-row'
import { SplitBar } from './split-bar'

/** Figures and where the time went, for one tier at a time where several were at stake. */
export function MeasuredStrip({ view }: { view: EvidencePageView }) {
  const [chosen, setChosen] = useState<string | null>(null)
  const tier = view.tiers.find((one) => one.tier === chosen) ?? view.tiers[0]
  if (tier === undefined)
    return (
      <div className="border-b border-line p-4 lg:px-6">
        <Unknown>UNKNOWN: {view.tiersUnknown ?? 'the plan has no tier to measure'}</Unknown>
      </div>
    )
  return (
    <div className="border-b border-line">
      {view.tiers.length > 1 && (
        <div role="group" aria-label="Tier" className="flex flex-wrap gap-x-4 px-4 pt-2 lg:px-6">
          {view.tiers.map((one) => (
            <button
              key={one.tier}
              type="button"
              aria-pressed={one === tier}
              title={one.services}
              onClick={() => setChosen(one.tier)}
              className={cx(
                'min-h-11 border-b-2 text-body lg:min-h-8',
                one === tier ? 'border-accent font-semibold text-ink' : 'border-transparent text-ink-2 hover:text-ink',
              )}
            >
              {one.tier}
            </button>
          ))}
        </div>
      )}
      <div className="grid xl:grid-cols-[43.5rem_minmax(0,1fr)]">
        <div className="px-4 py-3 lg:px-6">
          <FigureRow figures={tier.figures} money={view.money} />
        </div>
        <div className="border-line px-4 py-3 max-xl:border-t lg:px-6 xl:border-l">
          <SplitBar tier={tier.tier} result={tier.split} />
        </div>
      </div>
      {view.notCovered !== null && (
        <p className="px-4 pb-2 text-meta text-ink-2 lg:px-6">Not covered by this runbook: {view.notCovered}.</p>
      )}
    </div>
  )
}
