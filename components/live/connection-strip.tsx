'use client'

import { useEffect, useState } from 'react'
import { Instant } from '@/components/ui/time/instant'
import { cx } from '@/components/ui/cx'
import { stepTime } from '@/lib/domain/view/format/duration'
import { signInPath } from '@/lib/domain/view/sign-in-path'
import { useLive } from './live-provider'

/**
 * Says at once that what is shown is no longer live: since when, what is off, when it is tried again. `stillOn` names
 * what can be pressed all the same; `acts` is false where there is nothing to press at all.
 */
export function ConnectionStrip({
  className,
  stillOn = null,
  acts = true,
}: {
  className?: string
  stillOn?: string | null
  acts?: boolean
}) {
  const { connection, problem, lastHeardAt, lastHeardOn, retryAt, retryNow } = useLive()
  const off = connection === 'lost' || connection === 'signed-out'
  const now = useBrowserNow(off)
  if (connection === 'asking')
    return (
      <div role="status" className={cx('border-b border-line bg-well px-4 py-1 text-body text-ink-2', className)}>
        <b className="font-semibold text-ink">No live stream:</b>{' '}
        {problem ?? 'something between this page and the console holds it back.'} The page asks every 3 s instead
        {acts && ', and what you press is recorded'}.
      </div>
    )
  if (!off) return <div role="alert" className="sr-only" />
  const age = lastHeardAt === null ? null : Math.max(0, now - lastHeardAt)
  const retry = retryAt === null ? null : Math.max(0, Math.ceil((retryAt - now) / 1_000))
  return (
    <div
      role="alert"
      className={cx(
        'hatch flex min-h-9 flex-wrap items-center gap-x-4 border border-dashed border-line-3 px-4 py-1 text-body',
        className,
      )}
    >
      <span className="bg-bg/80 px-1">
        {connection === 'signed-out' ? (
          <>
            <b className="font-semibold">You are signed out.</b> What you see no longer changes.{' '}
            <a href={signInPath(window.location)} className="underline">
              Sign in
            </a>
          </>
        ) : (
          <>
            <b className="font-semibold">
              Connection lost
              {lastHeardOn !== null && (
                <>
                  {' since '}
                  <Instant at={lastHeardOn} utc />
                </>
              )}
              {age === null ? '' : <span className="num">, {stepTime(age)}</span>}.
            </b>{' '}
            {problem}{' '}
            {!acts
              ? 'What you see is as of then.'
              : stillOn === null
                ? 'Actions are off.'
                : `All actions are off but ${stillOn}: that one is sent all the same.`}
            {retry !== null && <span className="num"> Retry in {retry} s.</span>}
          </>
        )}
      </span>
      {connection === 'lost' && (
        <button type="button" onClick={retryNow} className="min-h-6 bg-bg/80 px-1 font-medium underline">
          Retry now
        </button>
      )}
    </div>
  )
}

function useBrowserNow(ticking: boolean): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    if (!ticking) return
    const tick = () => setNow(Date.now())
    tick()
    const timer = setInterval(tick, 250)
    return () => clearInterval(timer)
  }, [ticking])
  return now
}
