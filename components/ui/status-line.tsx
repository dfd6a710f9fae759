import type { ReactNode } from 'react'

export function StatusLine({ children, aside }: { children: ReactNode; aside?: ReactNode }) {
  return (
    <footer className="flex min-h-7 flex-wrap items-center gap-x-4 border-t border-line px-4 text-meta text-ink-3">
      {children}
      <span className="ml-auto flex items-center gap-4">{aside}</span>
    </footer>
  )
}
