'use client'

import { useEffect } from 'react'
import { watchTitle } from '@/components/shell/watch-title'
import { countedTitle } from '@/lib/domain/view/page-title'

/** Keeps how many things ask the reader before the title of the tab, on every page. */
export function useTitleMark(asks: number): void {
  useEffect(() => watchTitle((title) => countedTitle(title, asks)), [asks])
}
