import { cx } from './cx'

export type WayBackKind = 'none-needed' | 'reversible' | 'compensable' | 'one-way'

/** Return arrow, two arrows, arrow against a wall. Red is not used for it: red is the line, a breach, LIVE. */
export function WayBackMark({ kind, className }: { kind: WayBackKind; className?: string }) {
  const words = kind === 'none-needed' ? 'reads only' : kind
  return (
    <span
      className={cx(
        'inline-flex items-baseline gap-1.5 whitespace-nowrap',
        kind === 'one-way' ? 'font-semibold text-ink' : 'text-ink-3',
        className,
      )}
    >
      <svg
        width="12"
        height="12"
        viewBox="0 0 16 16"
        fill="none"
        aria-hidden="true"
        className="shrink-0 translate-y-px"
      >
        <path d={arrows[kind]} stroke="currentColor" strokeWidth="1.7" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {words}
    </span>
  )
}

const arrows: Readonly<Record<WayBackKind, string>> = {
  'none-needed': 'M1.5 8S4 3.5 8 3.5 14.5 8 14.5 8 12 12.5 8 12.5 1.5 8 1.5 8ZM8 6.6v2.8M6.6 8h2.8',
  reversible: 'M5.5 2.5 2 6l3.5 3.5M2.5 6H10a3.7 3.7 0 0 1 0 7.4H8',
  compensable: 'M2 5.5h11M10.4 2.8 13.2 5.5l-2.8 2.7M14 11H3M5.6 8.3 2.8 11l2.8 2.7',
  'one-way': 'M1.5 8h9M7 4.2 10.8 8 7 11.8M14 3v10',
}
