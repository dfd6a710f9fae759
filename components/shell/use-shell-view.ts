'use client'

import { useView } from '@/components/live/use-view'
import type { ShellView } from '@/lib/domain/view/shell-view'
import { useShell } from './shell-context'

/** Open incidents and what waits, live, the same in every bar. */
export function useShellView(): ShellView {
  return useView(['shell'], '/api/views/shell', useShell().initial, { readings: false })
}
