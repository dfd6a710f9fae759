import { type ButtonHTMLAttributes, type ReactNode, useId } from 'react'
import { cx } from './cx'
import { DrillTag } from './drill-tag'
import { Kbd } from './kbd'

export type ButtonKind = 'primary' | 'secondary' | 'quiet'

interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  kind?: ButtonKind
  shortcut?: string
  /** In a drill the primary action is outlined with a striped tag and never filled. */
  drill?: boolean
  /** Why it cannot be pressed, said beside it and of it. A disabled button without a reason is not allowed. */
  disabledBecause?: string | null | undefined
  /** The reason is seen elsewhere: here it only describes the button to whoever hears it. */
  quietReason?: boolean
  children: ReactNode
}

export function Button({
  kind = 'secondary',
  shortcut,
  drill = false,
  disabledBecause = null,
  quietReason = false,
  className,
  children,
  ...rest
}: ButtonProps) {
  const disabled = disabledBecause !== null
  const reason = useId()
  const said = disabled && disabledBecause !== ''
  return (
    <span className="inline-flex min-w-0 flex-wrap items-center gap-x-3 gap-y-1">
      <button
        type="button"
        {...rest}
        aria-disabled={disabled || undefined}
        aria-describedby={said ? reason : rest['aria-describedby']}
        onClick={disabled ? (event) => event.preventDefault() : rest.onClick}
        className={cx(buttonShape(kind), 'justify-center', buttonInk(kind, drill, disabled), className)}
      >
        {drill && kind === 'primary' && !disabled && <DrillTag />}
        <span className="min-w-0">{children}</span>
        {shortcut !== undefined && !disabled && <Kbd className="max-lg:hidden">{shortcut}</Kbd>}
      </button>
      {said && (
        <span id={reason} hidden={quietReason} className="text-meta text-ink-3">
          {disabledBecause}
        </span>
      )}
    </span>
  )
}

export function buttonShape(kind: ButtonKind): string {
  const size = kind === 'primary' ? 'min-h-11 px-4 text-step' : 'min-h-11 px-3 text-body lg:min-h-8'
  return `fade inline-flex items-center gap-3 rounded text-left font-semibold ${size}`
}

export function buttonInk(kind: ButtonKind, drill: boolean, disabled: boolean): string {
  if (disabled) return 'cursor-not-allowed border border-dashed border-line-3 text-ink-3'
  if (kind === 'quiet') return 'border border-transparent text-ink-2 hover:bg-sel hover:text-ink'
  if (kind === 'secondary') return 'border border-line-3 text-ink hover:bg-sel'
  return drill
    ? 'border-2 border-drill-ink bg-bg text-ink hover:bg-sel'
    : 'border border-transparent bg-ink text-bg hover:bg-ink-2'
}
