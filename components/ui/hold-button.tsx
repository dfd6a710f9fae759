'use client'

import type { ReactNode } from 'react'
import { useEffect, useId, useRef, useState } from 'react'
import { buttonShape } from './button'
import { cx } from './cx'
import { DrillTag } from './drill-tag'
import { holdEndWords, holdMilliseconds } from './hold-rules'
import { KeepWords } from './keep-words'
import { useHold } from './use-hold'

interface HoldButtonProps {
  /** The key of the act, by which it is found. */
  act?: string
  /** Names what will happen: "Promote us-west-2, losing about 0.70 s". */
  label: string
  /** What is said while it is held, after "Keep holding: ". */
  holding: string
  /** What holding does, after "Hold for 2 seconds to". */
  to: string
  onConfirm: () => void
  /** A second line: facts the label has no room for. */
  detail?: ReactNode
  drill?: boolean
  disabledBecause?: string | null
  className?: string
}

/**
 * Hold to confirm, by pointer, Enter or Space. Assistive technology that can only activate and not hold confirms by
 * activating twice, more than a second apart; a mouse or a finger cannot activate, however often it clicks. What is said
 * while it is held lies over what is said at rest, so that the button keeps its size under the finger.
 */
export function HoldButton({
  act,
  label,
  holding,
  to,
  onConfirm,
  detail,
  drill = false,
  disabledBecause = null,
  className,
}: HoldButtonProps) {
  const button = useRef<HTMLButtonElement>(null)
  const disabled = disabledBecause !== null
  const { heldFor, ended, press } = useHold(button, disabled, onConfirm)
  const [askedTwice, setAskedTwice] = useState(false)
  const activatedAt = useRef<number | null>(null)
  const hint = useId()
  const held = heldFor !== null
  useNoLongPress(button, disabled)

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
        ref={button}
        type="button"
        data-act={act}
        aria-disabled={disabled || undefined}
        aria-describedby={hint}
        onPointerDown={(event) => {
          if (disabled || event.button !== 0 || !event.isPrimary) return
          event.currentTarget.setPointerCapture(event.pointerId)
          // Not every browser gives a pressed button the focus, and losing it is one way to take the press back.
          event.currentTarget.focus({ preventScroll: true })
          const at = { x: event.clientX, y: event.clientY }
          press({ kind: 'pointer', id: event.pointerId, at }, event.timeStamp)
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return
          event.preventDefault()
          if (!disabled && !event.repeat) press({ kind: 'key', key: event.key }, event.timeStamp)
        }}
        onClick={(event) => {
          if (!disabled && event.detail === 0) activate()
        }}
        className={cx(
          buttonShape('primary'),
          'relative min-w-72 touch-none overflow-hidden select-none',
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
        {drill && !disabled && <DrillTag />}
        <span className="relative min-w-0 py-1.5">
          <Over held={held} rest={label} during={`Keep holding: ${holding}`} />
          {detail !== undefined && <span className="block text-body font-normal">{detail}</span>}
        </span>
        <span className="num relative rounded border border-current px-1.5 text-meta font-medium whitespace-nowrap opacity-80">
          <Over
            held={held}
            rest={`hold ${holdMilliseconds / 1_000} s`}
            during={`${((heldFor ?? 0) / 1_000).toFixed(1)} s`}
          />
        </span>
      </button>
      <span
        id={hint}
        aria-live={ended === null ? 'polite' : 'assertive'}
        className={cx('min-h-4 text-meta', ended === null ? 'text-ink-3' : 'font-medium text-ink')}
      >
        {disabledBecause ??
          (ended !== null
            ? holdEndWords(ended, to)
            : askedTwice
              ? 'Activate once more to confirm.'
              : 'Letting go early or sliding off takes it back.')}
      </span>
    </span>
  )
}

/** Both texts take their room; only one is seen. */
function Over({ held, rest, during }: { held: boolean; rest: string; during: string }) {
  return (
    <span className="grid">
      <span className={cx('col-start-1 row-start-1', held && 'invisible')}>
        <KeepWords>{rest}</KeepWords>
      </span>
      <span aria-hidden={!held || undefined} className={cx('col-start-1 row-start-1', !held && 'invisible')}>
        <KeepWords>{during}</KeepWords>
      </span>
    </span>
  )
}

/** A finger that rests opens the browser's own menu, in the middle of the hold, unless the touch is told not to. */
function useNoLongPress(button: React.RefObject<HTMLElement | null>, disabled: boolean): void {
  useEffect(() => {
    const element = button.current
    if (element === null || disabled) return
    const quiet = (event: TouchEvent) => event.cancelable && event.preventDefault()
    element.addEventListener('touchstart', quiet, { passive: false })
    return () => element.removeEventListener('touchstart', quiet)
  }, [button, disabled])
}

function ink(disabled: boolean, held: boolean, drill: boolean): string {
  if (disabled) return 'cursor-not-allowed border border-dashed border-line-3 text-ink-3'
  const edge = drill ? 'border-2 border-drill-ink' : 'border border-line-3'
  if (held) return `${edge} bg-bg text-ink`
  return drill ? `${edge} bg-bg text-ink hover:bg-sel` : 'border border-transparent bg-ink text-bg'
}
