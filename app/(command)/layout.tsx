import type { ReactNode } from 'react'
import { ShellProvider } from '@/components/shell/shell-context'
import { requirePerson } from '@/lib/auth/require-permission'
import { shellOf } from '../shell-of'

/** Screens that take the whole height and have a bar of their own; its menu leads everywhere else. */
export default async function CommandLayout({ children }: { children: ReactNode }) {
  return <ShellProvider shell={await shellOf(await requirePerson())}>{children}</ShellProvider>
}
