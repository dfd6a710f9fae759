'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useMemo, useState } from 'react'
import { useLive } from '@/components/live/live-provider'
import { asksOf } from '@/lib/domain/view/asks'
import type { ShellView } from '@/lib/domain/view/shell-view'
import { browserStorage } from './browser-storage'
import { chime } from './chime'
import { notify } from './notification'
import { createToldAsks } from './told-asks'
import { useTellChoice } from './use-tell-choice'
import { useTitleMark } from './use-title-mark'
import { watchSpeaking } from './watch-speaking'

/** Tells a person that something asks them: in the tab's title always, by sound and notification as they chose. */
export function Telling({ person, shell }: { person: string; shell: ShellView }) {
  const asks = useMemo(() => asksOf(shell), [shell])
  const { choice } = useTellChoice(person)
  const { listenWhileHidden } = useLive()
  const router = useRouter()
  const told = useMemo(() => createToldAsks(person, browserStorage()), [person])
  const [speaks, setSpeaks] = useState(false)
  useTitleMark(asks.length)
  useEffect(() => watchSpeaking(setSpeaks), [])
  useEffect(() => {
    listenWhileHidden(speaks && (choice.sound || choice.notification))
  }, [listenWhileHidden, speaks, choice])
  useEffect(() => {
    if (!speaks) return
    const fresh = told.take(asks.map(({ key }) => key))
    if (fresh.length === 0) return
    if (choice.sound) void chime()
    if (!choice.notification || document.visibilityState === 'visible') return
    for (const ask of asks) if (fresh.includes(ask.key)) notify(ask, (href) => router.push(href))
  }, [speaks, asks, choice, told, router])
  return null
}
