'use client'

import { useEffect } from 'react'
import { pageTitle, type PageTitleFacts } from '@/lib/domain/view/page-title'

/** Keeps the tab's title true while the page lives: which world, which incident, where, what waits. */
export function usePageTitle(facts: PageTitleFacts): void {
  const title = pageTitle(facts)
  useEffect(() => {
    document.title = title
  }, [title])
}
