'use client'

import type { ConsoleView } from '@/lib/domain/view/console/whole-console'
import { useState } from 'react'
import { CommandStatus } from '@/components/command/command-status'
import { useReceipt } from '@/components/command/use-receipt'
import type { ActionView } from '@/lib/domain/view/console/action'
import { offWords } from '@/lib/domain/view/console/off-words'
import { Button } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { ActionControl } from './action-control'

/** So many besides abort stand on a phone: with it they fill two rows. */
const onPhone = 2

/**
 * Other actions, always at the same place: on a phone at the foot of the screen whatever is scrolled to, abort first, and
 * what has no room behind a button that says how many. Abort is never disabled while the run lives.
 */
export function ActionBar({ view, actions }: { view: ConsoleView; actions: readonly ActionView[] }) {
  const [open, setOpen] = useState(false)
  const all = [...view.runActions, ...actions]
  // What is offered here is what is asked: once that is another thing, what was pressed before says nothing of it.
  const { state, receipt, send } = useReceipt(all.map(({ key }) => key).join(' '), view.newestByPerson)
  const drill = !view.incident.live
  if (all.length === 0) return null
  // A button that is held takes a row with what it says below it.
  const held = all.filter(({ how }) => how === 'hold')
  const others = all.filter(({ key, how }) => key !== 'abort' && how !== 'hold')
  const room = Math.max(0, onPhone - 2 * held.length)
  const folded = others.length > room ? others.slice(room) : []
  return (
    <section
      aria-label="Other actions"
      data-action-bar
      className="flex min-h-13 flex-wrap items-center gap-2 border-t border-line bg-bg px-4 py-2 max-lg:fixed max-lg:inset-x-0 max-lg:bottom-0 max-lg:z-20 max-lg:max-h-[50dvh] max-lg:overflow-y-auto max-lg:border-line-2 max-lg:pb-[max(0.5rem,env(safe-area-inset-bottom))] lg:px-6"
    >
      {all.map((action) => (
        <span
          key={action.key}
          className={cx(
            'max-w-full min-w-0',
            action.key === 'abort' && 'max-lg:-order-2',
            action.how === 'hold' && 'max-lg:basis-full',
            folded.includes(action) && !open && 'max-lg:hidden',
          )}
        >
          <ActionControl
            action={action}
            drill={drill}
            state={state}
            send={send}
            newest={view.newestByPerson}
            quietReason
            className={action.how === 'hold' ? 'max-lg:w-full' : ''}
          />
        </span>
      ))}
      {folded.length > 0 && (
        <span className={cx('lg:hidden', held.length > 0 && '-order-1')}>
          <Button kind="quiet" aria-expanded={open} className="underline" onClick={() => setOpen((before) => !before)}>
            {open ? 'Fewer' : `${folded.length} more`}
          </Button>
        </span>
      )}
      <span
        className={cx(
          'min-w-28 flex-1 text-meta text-ink-3 max-lg:basis-full max-lg:empty:hidden',
          folded.length > 0 && !open && 'max-lg:hidden',
        )}
      >
        {view.runWords}
      </span>
      {all.some(({ disabledBecause }) => disabledBecause !== null) && (
        <ul className="basis-full text-meta text-ink-3">
          {offWords(all.filter((action) => !folded.includes(action))).map((words) => (
            <li key={words}>{words}</li>
          ))}
          {offWords(folded).map((words) => (
            <li key={words} className={open ? '' : 'max-lg:hidden'}>
              {words}
            </li>
          ))}
        </ul>
      )}
      <CommandStatus state={receipt} className="text-meta empty:hidden" />
    </section>
  )
}
