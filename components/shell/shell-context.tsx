'use client'

import { createContext, useContext, type ReactNode } from 'react'
import type { ConsolePage } from '@/lib/domain/access/console-pages'
import type { ShellView } from '@/lib/domain/view/shell-view'

export interface SignedIn {
  id: string
  name: string
  title: string
  roles: readonly string[]
}

export interface Shell {
  person: SignedIn
  pages: readonly Pick<ConsolePage, 'href' | 'label'>[]
  mayDeclare: boolean
  /** The bar's view when the page was made. */
  initial: ShellView
}

const Context = createContext<Shell | null>(null)

/** Who is signed in and where they may go: every bar of every page asks here. */
export function ShellProvider({ shell, children }: { shell: Shell; children: ReactNode }) {
  return <Context value={shell}>{children}</Context>
}

export function useShell(): Shell {
  const shell = useContext(Context)
  if (shell === null) throw new Error('a bar needs a ShellProvider above it')
  return shell
}
