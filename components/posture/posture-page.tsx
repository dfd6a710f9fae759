'use client'

import { useView } from '@/components/live/use-view'
import type { PostureView } from '@/lib/domain/view/posture/posture-view'
import { Findings } from './findings'
import { LagPanel } from './lag-panel'
import { PostureHeading } from './posture-heading'
import { TierTable } from './tier-table'

/** Promised against measured, now. One section for every plan and environment; usually there is one. */
export function PosturePage({ initial }: { initial: PostureView[] }) {
  const views = useView(['posture'], '/api/views/posture', initial)
  if (views.length === 0) return <Empty />
  return (
    <main className="mx-auto w-full max-w-[105rem] px-4 pb-12 lg:px-6">
      {views.map((view, index) => (
        <section
          key={`${view.plan.key}/${view.environment.name}`}
          aria-label={`${view.plan.title}, ${view.environment.title}`}
        >
          <PostureHeading view={view} level={index === 0 ? 'h1' : 'h2'} alone={views.length === 1} />
          <TierTable tiers={view.tiers} />
          <div className="mt-5 grid gap-x-6 gap-y-8 lg:grid-cols-2">
            <Findings findings={view.findings} />
            <div className="flex flex-col gap-8">
              {view.tiers
                .filter(
                  (tier, at, all) =>
                    tier.lag !== null && all.findIndex((one) => one.lag?.link === tier.lag?.link) === at,
                )
                .map(({ id, lag }) => lag !== null && <LagPanel key={id} lag={lag} />)}
            </div>
          </div>
        </section>
      ))}
    </main>
  )
}

function Empty() {
  return (
    <main className="mx-auto max-w-[40rem] px-4 py-24">
      <h1 className="text-figure font-semibold">No plan is imported yet</h1>
      <p className="mt-3 text-step text-ink-2">
        The posture compares what a plan promises with what is measured. Import one, and it appears here by itself.
      </p>
    </main>
  )
}
