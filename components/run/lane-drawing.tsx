import type { LaneLayout } from '@/lib/domain/view/lanes'
import type { Gutter, Placed } from './checklist-geometry'
import { edgePath } from './checklist-geometry'

/** The real graph beside the list: the critical path leftmost and thicker, one lane a branch, joins drawn. */
export function LaneDrawing({ layout, placed, gutter }: { layout: LaneLayout; placed: Placed; gutter: Gutter }) {
  const point = (id: string) => {
    const y = placed.center.get(id)
    return y === undefined ? null : { x: gutter.laneX(layout.laneOf[id] ?? 0), y }
  }
  return (
    <svg
      aria-hidden="true"
      viewBox={`0 0 ${gutter.width} ${placed.total}`}
      className="pointer-events-none absolute top-0 left-0 z-[1] max-lg:hidden"
      style={{ width: `${gutter.width / 16}rem`, height: `${placed.total / 16}rem` }}
    >
      {layout.edges.map((edge) => {
        const from = point(edge.from)
        const to = point(edge.to)
        if (from === null || to === null) return null
        return (
          <path
            key={`${edge.from}>${edge.to}`}
            d={edgePath(from, to, gutter.laneX(edge.via))}
            fill="none"
            strokeWidth={edge.critical ? 2 : 1.25}
            className={edge.critical ? 'stroke-line-3' : 'stroke-line-2'}
          />
        )
      })}
    </svg>
  )
}
