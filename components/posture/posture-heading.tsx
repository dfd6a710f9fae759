import { Age } from '@/components/ui/time/ticking'
import { StatusIcon } from '@/components/ui/status-icon'
import { StatusMark } from '@/components/ui/status-mark'
import type { PostureView } from '@/lib/domain/view/posture/posture-view'
import { WhatNow } from './what-now'

export function PostureHeading({
  view,
  level: Heading,
  alone,
}: {
  view: PostureView
  level: 'h1' | 'h2'
  alone: boolean
}) {
  const { plan, environment } = view
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-12 gap-y-4 pt-5 pb-6">
      <div className="min-w-0">
        {!alone && (
          <p className="text-body text-ink-3">
            {plan.title}, {environment.title}
          </p>
        )}
        <Heading className="text-figure font-semibold max-lg:text-page">
          {view.failing === null ? (
            view.headline
          ) : (
            <span aria-live="assertive">
              <StatusIcon status="breached" size={20} className="mr-2 inline-block align-[-0.1em]" />
              {view.failing.words}
            </span>
          )}
        </Heading>
        {view.failing !== null && (
          <p className="text-body text-ink-2">
            Seen <Age at={view.failing.at} /> ago. {view.headline}
          </p>
        )}
        {view.failing !== null && <WhatNow />}
        {view.consequence.map(({ words, at }) => (
          <p key={words.slice(0, 24)} className="text-body text-ink-2">
            {words}
            {at !== null && (
              <>
                {' '}
                Reading age <Age at={at} />.
              </>
            )}
          </p>
        ))}
      </div>
      <dl className="grid grid-flow-col gap-x-6 text-body max-lg:grid-flow-row max-lg:grid-cols-2 max-lg:gap-y-2 lg:gap-x-7">
        <Fact name="plan">
          <span className="mono">{plan.hash}</span>
        </Fact>
        <Fact name="environment">{environment.title}</Fact>
        <Fact name="owner">{plan.owner}</Fact>
        <Fact name="review due">
          {plan.overdue ? <StatusMark status="breached">{plan.reviewDue}</StatusMark> : plan.reviewDue}
        </Fact>
      </dl>
    </div>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt className="text-meta text-ink-3">{name}</dt>
      <dd className="font-semibold">{children}</dd>
    </div>
  )
}
