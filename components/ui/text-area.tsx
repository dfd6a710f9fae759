import type { TextareaHTMLAttributes } from 'react'
import { useId } from 'react'

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  label: string
  hint?: string
  problem?: string | null
}

/** A reason or a statement for the record: a visible label, what it is for, and what is wrong with it. */
export function TextArea({ label, hint, problem = null, ...rest }: TextAreaProps) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
      </label>
      <textarea
        id={id}
        rows={3}
        aria-describedby={`${id}-hint`}
        aria-invalid={problem !== null || undefined}
        {...rest}
        className="w-full rounded border border-line-3 bg-well px-3 py-2 text-body placeholder:text-ink-3"
      />
      <p id={`${id}-hint`} className={problem === null ? 'text-meta text-ink-3' : 'text-meta font-medium text-bad'}>
        {problem ?? hint}
      </p>
    </div>
  )
}
