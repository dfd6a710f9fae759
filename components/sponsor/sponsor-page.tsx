'use client'

import { useRouter } from 'next/navigation'
import { useEffect } from 'react'
import { AlsoOpen } from '@/components/incident/also-open'
import { EndedStrip } from '@/components/incident/ended-strip'
import { useKnownNow } from '@/components/live/use-known-now'
import { useView } from '@/components/live/use-view'
import { SignOut } from '@/components/shell/sign-out'
import type { ShellView } from '@/lib/domain/view/shell-view'
import type { SponsorView } from '@/lib/domain/view/sponsor/sponsor-view'
import { SponsorBanner } from './sponsor-banner'
import { SponsorFooter } from './sponsor-footer'
import { SponsorLists } from './sponsor-lists'
import { SponsorSentences } from './sponsor-sentences'
import { WhenBar } from './when-bar'

interface SponsorPageProps {
  /** The incident, or `none` while none is open. */
  id: string
  initial: SponsorView
  /** What is open, when the page was made. */
  open: ShellView
  reader: { name: string; title: string }
}

/** Read from a phone in a corridor: whole sentences first, then when, what, who, and what was said outside. */
export function SponsorPage({ id, initial, open, reader }: SponsorPageProps) {
  const view = useView(['sponsor', id], `/api/views/sponsor/${id}`, initial)
  const shell = useView<ShellView>(['shell'], '/api/views/shell', open, { readings: false })
  const known = useKnownNow()
  const router = useRouter()
  const opened = id === 'none' ? shell.incidents[0]?.id : undefined
  const others = shell.incidents.filter((one) => one.id !== id)
  useEffect(() => {
    if (opened !== undefined) router.replace(`/sponsor/${opened}`)
  }, [opened, router])
  return (
    <div className="flex flex-1 flex-col">
      <SponsorBanner mode={view.mode} ended={view.ended !== null} words={view.banner} />
      {view.ended !== null && <EndedStrip at={view.ended.at} openNow={others} forSponsor />}
      {view.ended === null && id !== 'none' && <AlsoOpen others={others} forSponsor />}
      <main className="grid flex-1 lg:grid-cols-[minmax(0,888fr)_minmax(0,552fr)]">
        <SponsorSentences view={view} />
        <div className="px-4 pb-6 lg:border-l lg:border-line lg:px-12 lg:py-16">
          {view.bar !== null &&
            (known.stale ? (
              <WhenBar bar={{ ...view.bar, back: null }} odds={null} known={known} />
            ) : (
              <WhenBar bar={view.bar} odds={view.odds} known={known} />
            ))}
          <SponsorLists view={view} />
        </div>
      </main>
      <SponsorFooter reader={reader}>
        <SignOut />
      </SponsorFooter>
    </div>
  )
}
