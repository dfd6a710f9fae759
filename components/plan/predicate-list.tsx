import type { PredicateSheet } from '@/lib/domain/view/plan/predicate-sheet'

/** Facts that must hold: in words, and how they are read. */
export function PredicateList({ predicates }: { predicates: readonly PredicateSheet[] }) {
  if (predicates.length === 0) return null
  return (
    <ul className="list-none">
      {predicates.map(({ title, test }) => (
        <li key={`${title} ${test}`} className="flex flex-wrap items-baseline gap-x-3">
          <span>{title}</span>
          <span className="mono break-all text-ink-3">{test}</span>
        </li>
      ))}
    </ul>
  )
}
