'use client'

import { useShell } from '@/components/shell/shell-context'
import { useShellView } from '@/components/shell/use-shell-view'
import { Telling } from './telling'

/** On every page that has a bar, once. */
export function TellAsks() {
  return <Telling person={useShell().person.id} shell={useShellView()} />
}
