import type { Holders } from '@/lib/domain/view/plan/plan-input'

/** Who is named for a duty, and who else could hold it. */
export function HolderNames({ holders: { named, others } }: { holders: Holders }) {
  if (named.length === 0 && others.length === 0) return <span className="text-warn">nobody may hold it</span>
  return (
    <>
      {named.length > 0 && <span className="font-medium">{named.join(', ')}</span>}
      {others.length > 0 && (
        <span className="text-ink-3">
          {named.length > 0 ? '; also ' : ''}
          {others.join(', ')}
        </span>
      )}
    </>
  )
}
