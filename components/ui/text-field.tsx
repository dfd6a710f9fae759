import type { InputHTMLAttributes } from 'react'
import { useId } from 'react'
import { room, tooLong } from '@/lib/domain/run/text-limits'
import { cx } from './cx'

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: string
  problem?: string | null
  /** Characters at most, for a text that is kept. What is longer is said to be too long: nothing is cut. */
  limit?: number
}

export function TextField({ label, hint, problem = null, limit = Infinity, className, ...rest }: TextFieldProps) {
  const id = useId()
  const text = typeof rest.value === 'string' ? rest.value : ''
  const wrong = tooLong(text, limit) ?? problem
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={`${id}-hint`}
        aria-invalid={wrong !== null || undefined}
        {...rest}
        className="min-h-11 w-full rounded border border-line-3 bg-well px-3 text-body max-lg:text-[1rem] lg:min-h-9"
      />
      {(wrong !== null || hint !== undefined) && (
        <p id={`${id}-hint`} className="flex items-baseline justify-between gap-4 text-meta">
          <span aria-live="polite" className={wrong === null ? 'text-ink-3' : 'font-medium text-bad'}>
            {wrong ?? hint}
          </span>
          <span className="num whitespace-nowrap text-ink-3">{room(text, limit)}</span>
        </p>
      )}
    </div>
  )
}
