import { cx } from '@/components/ui/cx'

interface ChoiceProps {
  legend: string
  name: string
  value: string
  onChange: (value: string) => void
  options: readonly { value: string; title: string; meaning: string }[]
}

/** One of a few, each with what it means. Arrow keys move, as in any group of radio buttons. */
export function Choice({ legend, name, value, onChange, options }: ChoiceProps) {
  return (
    <fieldset>
      <legend className="mb-1 font-medium">{legend}</legend>
      <div className="border-t border-line">
        {options.map((option) => (
          <label
            key={option.value}
            className={cx(
              'fade flex min-h-11 cursor-pointer items-center gap-3 border-b border-line px-3 py-1.5 hover:bg-sel has-focus-visible:outline-2 has-focus-visible:outline-accent lg:min-h-9',
              value === option.value && 'bg-sel',
            )}
          >
            <input
              type="radio"
              name={name}
              value={option.value}
              checked={value === option.value}
              onChange={() => onChange(option.value)}
              className="size-4 shrink-0 outline-none"
            />
            <span className="min-w-0">
              <span className="mr-3 font-semibold">{option.title}</span>
              <span className="text-meta text-ink-3">{option.meaning}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
