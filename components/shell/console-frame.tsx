import type { ReactNode } from 'react'
import { TellAsks } from '@/components/telling/tell-asks'
import { NavBar } from './nav-bar'
import { ShellProvider, type Shell } from './shell-context'

/** The bar and, below it, a page. */
export function ConsoleFrame({ shell, children }: { shell: Shell; children: ReactNode }) {
  return (
    <ShellProvider shell={shell}>
      <div className="flex min-h-dvh flex-col print:block">
        <a
          href="#content"
          className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:bg-bg focus:p-3"
        >
          Skip to the content
        </a>
        <NavBar />
        <TellAsks />
        <div id="content" tabIndex={-1} className="flex flex-1 flex-col outline-none">
          {children}
        </div>
      </div>
    </ShellProvider>
  )
}
