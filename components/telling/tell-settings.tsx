'use client'

import { useState } from 'react'
import { chime } from './chime'
import { askNotificationLeave } from './notification'
import { useTellChoice } from './use-tell-choice'

const words = {
  denied: 'This browser blocks notifications of this address: allow them in its settings of the site first.',
  'not-asked': 'The browser’s question was left open: switch it on again to be asked.',
  unsupported: 'This browser shows no notifications for a page.',
  'not-kept': 'This browser keeps nothing for this address, so it cannot be switched on.',
  'not-played': 'This browser plays no sound here. A tab plays only after somebody has clicked in it.',
} as const

/** How this browser tells a person that something asks them. Off until they switch it on; each tab obeys at once. */
export function TellSettings({ person, className }: { person: string; className?: string }) {
  const { choice, choose } = useTellChoice(person)
  const [problem, setProblem] = useState<keyof typeof words | null>(null)
  const keep = (next: typeof choice) => setProblem(choose(next) ? null : 'not-kept')
  const setSound = async (sound: boolean) => {
    keep({ ...choice, sound })
    if (sound && !(await chime())) setProblem('not-played')
  }
  const setNotification = async (on: boolean) => {
    const leave = on ? await askNotificationLeave() : 'granted'
    if (leave === 'granted') keep({ ...choice, notification: on })
    else setProblem(leave)
  }
  return (
    <fieldset className={className}>
      <legend className="text-meta text-ink-3">When something newly asks you</legend>
      <Switch label="Play a sound" on={choice.sound} onChange={(on) => void setSound(on)} />
      <Switch
        label="Notify, while the tab is hidden"
        on={choice.notification}
        onChange={(on) => void setNotification(on)}
      />
      <p role="status" className="text-meta text-ink-2 empty:hidden">
        {problem === null ? '' : words[problem]}
      </p>
    </fieldset>
  )
}

function Switch({ label, on, onChange }: { label: string; on: boolean; onChange: (on: boolean) => void }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-2 text-body has-focus-visible:outline-2 has-focus-visible:outline-accent lg:min-h-8">
      <input
        type="checkbox"
        role="switch"
        checked={on}
        onChange={(event) => onChange(event.target.checked)}
        className="size-4 shrink-0 outline-none"
      />
      {label}
    </label>
  )
}
