'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import Link from 'next/link'
import { CommandStatus } from '@/components/command/command-status'
import { useReceipt } from '@/components/command/use-receipt'
import { useKnownNow } from '@/components/live/use-known-now'
import { useOffBecause } from '@/components/live/use-off-because'
import { buttonInk, buttonShape } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { Kbd } from '@/components/ui/kbd'
import { useServerNow } from '@/components/ui/time/server-clock'
import { LongText } from '@/components/ui/long-text'
import { KeepWords } from '@/components/ui/keep-words'
import type { LinkView } from '@/lib/domain/view/console/action'
import type { DoNowView } from '@/lib/domain/view/console/do-now/do-now-view'
import { ActionControl } from './action-control'
import { doNowLabel } from './do-now-label'
import { useStandstill } from './use-standstill'

/**
 * The one thing to do now: the only tinted strip and the only filled button on the screen. It keeps room for the longest
 * of its usual sentences, so that what stands below stays where it is when the next thing is to be done. While nothing
 * is being done that leads it: what is pressed then is recorded and no more. Once the connection is lost it is last known.
 */
export function DoNowStrip({
  view,
  drill,
  newest,
  driven,
}: {
  view: DoNowView
  drill: boolean
  newest: number | null
  driven: Pick<ConsoleView, 'driver' | 'now'>
}) {
  const standstill = useStandstill(driven)
  const { receipt: state, send } = useReceipt(view.key, newest)
  const unheard = useOffBecause()
  const known = useKnownNow()
  const now = useServerNow()
  const barred = view.primary === null ? null : (view.primary.disabledBecause ?? unheard)
  // Said once, and where there is room: beside the button it would leave none for what is to be done.
  const said = (reason: string) => view.detail.includes(reason) || view.refusal === reason
  const refusal = view.refusal ?? (barred === null || said(barred) ? null : barred)
  const off = view.others.filter(({ disabledBecause: why }) => why !== null && !said(why) && why !== barred)
  // More ways than two have a line of their own: beside what is to be done they would leave no room for its words.
  const below = view.others.length > 2
  const others = view.others.length > 0 && (
    <div
      className={cx(
        'flex flex-wrap gap-2',
        below ? 'basis-full' : 'lg:justify-end lg:max-xl:flex-col lg:max-xl:items-end',
      )}
    >
      {view.others.map((action) => (
        <ActionControl
          key={action.key}
          action={action}
          drill={drill}
          state={state}
          send={send}
          newest={newest}
          quietReason
        />
      ))}
    </div>
  )
  return (
    <section
      id="do-now"
      aria-labelledby="do-now-headline"
      className={cx(
        'flex min-h-60 flex-wrap content-center items-center gap-x-8 gap-y-3 border-l-3 px-4 py-3 lg:min-h-40 lg:px-[1.3125rem]',
        known.stale ? 'hatch border-line-3' : 'border-accent bg-sel',
        !below && 'lg:flex-nowrap',
      )}
    >
      <div className={cx('min-w-0 flex-1 basis-64', known.stale && 'bg-bg/85 px-1')}>
        <p className={cx('num text-meta font-semibold', known.stale ? 'text-ink' : 'text-accent')}>
          {doNowLabel(drill, known, now)}
        </p>
        <div aria-live={view.danger || standstill !== null ? 'assertive' : 'polite'}>
          <h1 id="do-now-headline" className="text-page font-semibold text-balance lg:text-figure">
            <KeepWords>{standstill?.headline ?? view.headline}</KeepWords>
          </h1>
        </div>
        {standstill !== null && (
          <>
            <p className="max-w-[62ch] text-meta text-ink-2">{standstill.detail}</p>
            <p className="mt-1 text-body font-semibold text-balance">
              <span className="mr-2 text-meta font-semibold text-accent">
                {view.primary === null ? 'As recorded' : 'Then'}
              </span>
              {view.headline}
            </p>
          </>
        )}
        <p className="max-w-[62ch] text-meta text-ink-2">
          {view.detail.length > longDetail ? <LongText>{view.detail}</LongText> : <KeepWords>{view.detail}</KeepWords>}
        </p>
        {refusal !== null && <p className="mt-1 text-meta font-medium text-ink">{refusal}</p>}
        {off.map(({ key, label, disabledBecause }) => (
          <p key={key} className="mt-1 text-meta text-ink-3">
            {label}: {disabledBecause}
          </p>
        ))}
        <CommandStatus state={state} className="mt-1 text-meta empty:hidden" />
      </div>
      <div
        className={cx(
          'flex max-w-full flex-col items-stretch gap-2 max-sm:w-full',
          view.primary?.how === 'hold' ? 'max-lg:w-full lg:w-96 lg:shrink-0' : 'lg:items-end',
        )}
      >
        {view.primary !== null && (
          <div data-primary className="contents">
            <ActionControl
              key={view.primary.key}
              action={view.primary}
              kind="primary"
              drill={drill}
              state={state}
              send={send}
              quietReason={barred !== null}
            />
          </div>
        )}
        {view.link !== null && <LinkButton link={view.link} drill={drill} primary={view.primary === null} />}
        {!below && others}
      </div>
      {below && others}
    </section>
  )
}

/** More than any sentence of our own: somebody typed it. */
const longDetail = 600

/** It acts on nothing, so it carries no world: from a drill it may lead to the live incident. */
function LinkButton({ link, drill, primary }: { link: LinkView; drill: boolean; primary: boolean }) {
  const kind = primary ? 'primary' : 'secondary'
  return (
    <Link
      href={link.href}
      data-shortcut={link.shortcut}
      className={cx(buttonShape(kind), buttonInk(kind, drill, false), 'justify-center')}
    >
      {link.label}
      {link.shortcut !== undefined && <Kbd className="max-lg:hidden">{link.shortcut}</Kbd>}
    </Link>
  )
}
