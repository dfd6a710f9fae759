/** How many approvals wait; nothing where none does. */
export function WaitingCount({ count }: { count: number }) {
  if (count === 0) return null
  return (
    <span className="num rounded-[2px] bg-ink px-1 text-meta font-semibold text-bg no-underline">
      {count}
      <span className="sr-only"> waiting</span>
    </span>
  )
}
