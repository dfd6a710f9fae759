'use client'

import { useEffect } from 'react'
import { countedTitle, pageTitle, type PageTitleFacts } from '@/lib/domain/view/page-title'
import { watchTitle } from './watch-title'

/** Keeps the tab's title true while the page lives: which world, which incident, where. The mark before it stays. */
export function usePageTitle(facts: PageTitleFacts): void {
  const title = pageTitle(facts)
  useEffect(() => watchTitle((now) => (countedTitle(now, 0) === title ? now : title)), [title])
}
