'use client'

import type { ReactNode } from 'react'
import { useId, useRef, useState } from 'react'
import { buttonShape } from './button'
import { cx } from './cx'
import { DrillTag } from './drill-tag'
import { KeepWords } from './keep-words'
import { holdMilliseconds, useHold } from './use-hold'

interface HoldButtonProps {
  /** Names what will happen: "Promote us-west-2, losing about 0.70 s". */
  label: string
  /** What is said while it is held, after "Keep holding: ". */
  holding: string
  onConfirm: () => void
  /** A second line: facts the label has no room for. */
  detail?: ReactNode
  drill?: boolean
  disabledBecause?: string | null
  shortcut?: string
  className?: string
}

/**
 * Hold to confirm, by pointer, Enter or Space. Assistive technology that can only activate and not hold confirms by
 * activating twice, a second apart.
 */
export function HoldButton({
  label,
  holding,
  onConfirm,
  detail,
  drill = false,
  disabledBecause = null,
  className,
}: HoldButtonProps) {
  const { heldFor, press, release } = useHold(onConfirm)
  const [askedTwice, setAskedTwice] = useState(false)
  const activatedAt = useRef<number | null>(null)
  const hint = useId()
  const disabled = disabledBecause !== null
  const held = heldFor !== null

  const activate = () => {
    const now = performance.now()
    const last = activatedAt.current
    const confirmed = last !== null && now - last > 1_000 && now - last < 15_000
    activatedAt.current = confirmed ? null : now
    setAskedTwice(!confirmed)
    if (confirmed) onConfirm()
  }

  return (
    <span className={cx('inline-flex min-w-0 flex-col items-stretch gap-1', className)}>
      <button
        type="button"
        aria-disabled={disabled || undefined}
        aria-describedby={hint}
        onPointerDown={(event) => {
          if (disabled || event.button !== 0) return
          event.currentTarget.setPointerCapture(event.pointerId)
          press()
        }}
        onPointerUp={release}
        onPointerCancel={release}
        onContextMenu={(event) => held && event.preventDefault()}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          if (!disabled && !event.repeat) press()
        }}
        onKeyUp={release}
        onBlur={release}
        onClick={(event) => {
          if (!disabled && event.detail === 0) activate()
        }}
        className={cx(
          buttonShape('primary'),
          'relative min-w-72 touch-none justify-between overflow-hidden select-none',
          ink(disabled, held, drill),
        )}
      >
        {held && (
          <span
            aria-hidden="true"
            className="absolute inset-y-0 left-0 bg-line-2 motion-reduce:hidden"
            style={{ width: `${(heldFor / holdMilliseconds) * 100}%` }}
          />
        )}
        <span className="relative flex min-w-0 items-center gap-3">
          {drill && !disabled && <DrillTag />}
          <span className="min-w-0 py-1.5">
            <span className="block">
              <KeepWords>{held ? `Keep holding: ${holding}` : label}</KeepWords>
            </span>
            {detail !== undefined && <span className="block text-body font-normal">{detail}</span>}
          </span>
        </span>
        <span className="num relative text-body font-medium whitespace-nowrap">
          {held ? `${(heldFor / 1_000).toFixed(1)} s` : `hold ${holdMilliseconds / 1_000} s`}
        </span>
      </button>
      <span id={hint} aria-live="polite" className={disabled || askedTwice ? 'text-meta text-ink-3' : 'sr-only'}>
        {disabled
          ? disabledBecause
          : askedTwice
            ? 'Activate once more to confirm.'
            : 'Hold Enter for 2 seconds to confirm.'}
      </span>
    </span>
  )
}

function ink(disabled: boolean, held: boolean, drill: boolean): string {
  if (disabled) return 'cursor-not-allowed border border-dashed border-line-3 text-ink-3'
  if (held) return 'border border-line-3 bg-bg text-ink'
  return drill ? 'border-2 border-drill-ink bg-bg text-ink hover:bg-sel' : 'border border-transparent bg-ink text-bg'
}
