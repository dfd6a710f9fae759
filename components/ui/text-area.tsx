import type { TextareaHTMLAttributes } from 'react'
import { useId } from 'react'
import { room, textLimits, tooLong } from '@/lib/domain/run/text-limits'

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string
  value: string
  hint?: string
  problem?: string | null
  /** Characters at most. What is longer stays as it is and is said to be too long: nothing is cut. */
  limit?: number
}

/** A reason or a statement for the record: a visible label, what it is for, how much room is left, what is wrong. */
export function TextArea({ label, hint, problem = null, limit = textLimits.reason, value, ...rest }: TextAreaProps) {
  const id = useId()
  const wrong = tooLong(value, limit) ?? problem
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        aria-describedby={`${id}-hint`}
        aria-invalid={wrong !== null || undefined}
        value={value}
        {...rest}
        className="w-full rounded border border-line-3 bg-well px-3 py-2 text-body placeholder:text-ink-3 max-lg:text-[1rem]"
      />
      <p id={`${id}-hint`} className="flex items-baseline justify-between gap-4 text-meta">
        <span aria-live="polite" className={wrong === null ? 'text-ink-3' : 'font-medium text-bad'}>
          {wrong ?? hint}
        </span>
        <span className="num whitespace-nowrap text-ink-3">{room(value, limit)}</span>
      </p>
    </div>
  )
}
