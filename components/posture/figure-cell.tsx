import { cx } from '@/components/ui/cx'
import { Age } from '@/components/ui/time/ticking'
import { FoldedNote } from '@/components/ui/folded-note'
import { Unknown } from '@/components/ui/unknown'
import { type Figure, figureInk } from '@/lib/domain/view/posture/figure'

const inks = { loud: 'font-medium text-bad', plain: 'font-medium text-ink', quiet: 'text-ink-2' } as const

/** A figure with what it is and, where it was read, how old it is. On a phone its column's name stands above it. */
export function FigureCell({ figure, name, quiet = false }: { figure: Figure; name: string; quiet?: boolean }) {
  return (
    <div role="cell" className="min-w-0 text-right max-lg:text-left">
      <span aria-hidden="true" className="block text-meta text-ink-3 lg:hidden">
        {name}
      </span>
      <span className={cx('fade block text-step', inks[figureInk(figure, quiet)])}>
        {figure.none ? (
          <span className={cx('text-body', !figure.missed && 'text-ink-3')}>{figure.note}</span>
        ) : figure.value === null ? (
          <Unknown className="px-1! text-body">UNKNOWN</Unknown>
        ) : (
          <>
            <span className="num">{figure.value}</span>
            {figure.missed && <span className="sr-only"> misses its promise</span>}
          </>
        )}
      </span>
      {!figure.none && figure.value !== null && <span className="block text-meta text-ink-3">{figure.note}</span>}
      {figure.value === null && !figure.none && <FoldedNote>{figure.note}</FoldedNote>}
      {figure.at !== null && (
        <span className="block text-meta text-ink-3">
          age <Age at={figure.at} />
        </span>
      )}
    </div>
  )
}
