import { cx } from './cx'

export function Kbd({ children, className }: { children: string; className?: string }) {
  return (
    <kbd
      className={cx(
        'inline-flex h-5 min-w-4 items-center justify-center rounded border border-current px-1 font-sans text-meta font-medium opacity-70',
        className,
      )}
    >
      {children}
    </kbd>
  )
}
