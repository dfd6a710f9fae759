'use client'

import { TellSettings } from '@/components/telling/tell-settings'
import { Appearance } from './appearance'
import { useShell } from './shell-context'
import { SignOut } from './sign-out'

/** Who is signed in, what this browser remembers, and the way out. The same in every menu. */
export function Account() {
  const { person } = useShell()
  return (
    <>
      <p className="text-step font-semibold">{person.name}</p>
      <p className="text-body text-ink-2">{person.title}</p>
      <p className="mt-1 text-meta text-ink-3">
        {person.roles.length === 0 ? 'No role: you may look at nothing.' : `May act as ${person.roles.join(', ')}.`}
      </p>
      <TellSettings person={person.id} className="mt-3" />
      <Appearance className="mt-2" />
      <SignOut className="mt-4 block" />
    </>
  )
}
