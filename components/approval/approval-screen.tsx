'use client'

import Link from 'next/link'
import { AlsoOpen } from '@/components/incident/also-open'
import { EndedStrip } from '@/components/incident/ended-strip'
import { ConnectionStrip } from '@/components/live/connection-strip'
import { useView } from '@/components/live/use-view'
import { AlarmStrips } from '@/components/shell/alarm-strips'
import { useOthersOpen } from '@/components/shell/use-others-open'
import { usePageTitle } from '@/components/shell/use-page-title'
import { PageMenu } from '@/components/shell/page-menu'
import { cx } from '@/components/ui/cx'
import { LongText } from '@/components/ui/long-text'
import { KeepWords } from '@/components/ui/keep-words'
import { DrillFrame, ModeBanner } from '@/components/ui/mode-banner'
import { WallClock } from '@/components/ui/time/ticking'
import { Instant } from '@/components/ui/time/instant'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import { mustBeSeen } from '@/lib/domain/view/approval/must-be-seen'
import { CoveredSteps } from './covered-steps'
import { approvalColumn, Decision } from './decision'
import { useSayingSeen } from './use-saying-seen'
import { useSeen } from './use-seen'
import { WhatItBinds } from './what-it-binds'

/**
 * What the digest covers, in words, then the decision, which never leaves the screen and waits until every step,
 * the loss and whatever was waived were seen. Made for a phone at 3 AM.
 */
export function ApprovalScreen({ id, initial }: { id: string; initial: ApprovalView }) {
  const key = ['approval', initial.incident.id, id] as const
  const view = useView([...key], `/api/views/approval/${encodeURIComponent(id)}`, initial)
  const others = useOthersOpen(view.incident.id)
  const drill = !view.incident.live
  const must = mustBeSeen(view)
  const seen = useSeen(must.map(({ key: one }) => one))
  useSayingSeen(view)
  usePageTitle({
    kind: 'approval',
    mode: drill ? 'drill' : 'live',
    label: view.incident.label,
    environment: view.environment,
  })
  return (
    <div className={cx('flex min-h-dvh flex-col', drill && 'px-1.5')}>
      {drill && <DrillFrame />}
      <div data-bar="top" className={cx('sticky top-0 z-30 bg-bg', drill && '-mx-1.5')}>
        <ModeBanner
          mode={drill ? 'drill' : 'live'}
          ended={view.ended !== null}
          name={
            <Link href={`/incidents/${view.incident.id}`} className="underline-offset-2 hover:underline">
              {view.incident.label}
            </Link>
          }
          title={<span className="max-sm:hidden">{view.incident.title}</span>}
          aside={
            <>
              <WallClock />
              <PageMenu />
            </>
          }
        />
        <AlarmStrips />
        <ConnectionStrip />
        {view.ended !== null && <EndedStrip at={view.ended.at} openNow={others} />}
        {view.ended === null && <AlsoOpen others={others} />}
      </div>
      <main
        className={`${approvalColumn} grid flex-1 content-start gap-x-12 px-4 pt-3 pb-6 lg:grid-cols-[minmax(0,1fr)_21rem]`}
      >
        <header className="min-w-0 lg:col-span-2">
          <h1 className="text-figure font-semibold text-balance">
            <KeepWords>{view.title}</KeepWords>
          </h1>
          <p className="text-ink-2">
            Asked by <b className="font-semibold text-ink">{view.askedBy}</b>, <Instant at={view.askedAt} />.
          </p>
          {view.answers.map((answer) => (
            <p key={answer} className="num text-ink-2">
              <LongText>{answer}</LongText>
            </p>
          ))}
        </header>
        <CoveredSteps view={view} seen={seen} />
        <WhatItBinds view={view} seen={seen} />
      </main>
      <Decision view={view} unseen={must.filter(({ key: one }) => seen.unseen.includes(one))} />
    </div>
  )
}
