import type { InputHTMLAttributes } from 'react'
import { useId } from 'react'
import { cx } from './cx'

interface TextFieldProps extends InputHTMLAttributes<HTMLInputElement> {
  label: string
  hint?: string
  problem?: string | null
}

export function TextField({ label, hint, problem = null, className, ...rest }: TextFieldProps) {
  const id = useId()
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <input
        id={id}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null || undefined}
        {...rest}
        className="min-h-11 w-full rounded border border-line-3 bg-well px-3 text-body lg:min-h-9"
      />
      {(problem !== null || hint !== undefined) && (
        <p id={`${id}-hint`} className={problem === null ? 'text-meta text-ink-3' : 'text-meta font-medium text-bad'}>
          {problem ?? hint}
        </p>
      )}
    </div>
  )
}
