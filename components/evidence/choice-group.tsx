import type { Choice } from '@/lib/domain/view/evidence/filter-rows'

/** One column's values as choices. None chosen is all of them, and the first line says so. */
export function ChoiceGroup({
  legend,
  all,
  total,
  choices,
  chosen,
  onChange,
}: {
  legend: string
  /** The word for no restriction: everyone, every kind. */
  all: string
  total: number
  choices: readonly Choice[]
  chosen: readonly string[]
  onChange: (chosen: string[]) => void
}) {
  if (choices.length === 0) return null
  const toggle = (value: string) =>
    onChange(chosen.includes(value) ? chosen.filter((one) => one !== value) : [...chosen, value])
  return (
    <fieldset className="min-w-0">
      <legend className="pb-0.5 text-body font-semibold">{legend}</legend>
      <Line label={all} count={total} checked={chosen.length === 0} onChange={() => onChange([])} />
      {choices.map(({ value, count }) => (
        <Line key={value} label={value} count={count} checked={chosen.includes(value)} onChange={() => toggle(value)} />
      ))}
    </fieldset>
  )
}

function Line({
  label,
  count,
  checked,
  onChange,
}: {
  label: string
  count: number
  checked: boolean
  onChange: () => void
}) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-2 text-body text-ink-2 has-checked:text-ink lg:min-h-6">
      <input
        type="checkbox"
        checked={checked}
        onChange={onChange}
        className="size-3 shrink-0 appearance-none rounded-[2px] border border-line-3 checked:border-ink checked:bg-ink"
      />
      <span className="min-w-0 truncate" title={label}>
        {label}
      </span>
      <span className="num ml-auto text-ink-3">{count}</span>
    </label>
  )
}
