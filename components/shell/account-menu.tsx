'use client'

import { SignOut } from './sign-out'

export interface SignedIn {
  name: string
  title: string
  roles: readonly string[]
}

export function AccountMenu({ person }: { person: SignedIn }) {
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        aria-label={`Account of ${person.name}`}
        className="fade inline-flex min-h-11 items-center rounded px-2 text-body text-ink-2 hover:bg-sel hover:text-ink lg:min-h-8"
      >
        {initials(person.name)}
      </button>
      <div
        id="account-menu"
        popover="auto"
        className="top-12 right-4 left-auto m-0 w-72 rounded border border-line-2 bg-bg p-4 text-ink lg:right-6"
      >
        <p className="text-step font-semibold">{person.name}</p>
        <p className="text-body text-ink-2">{person.title}</p>
        <p className="mt-2 text-meta text-ink-3">
          {person.roles.length === 0 ? 'No role: you may look at nothing.' : `May act as ${person.roles.join(', ')}.`}
        </p>
        <SignOut className="mt-4 block" />
      </div>
    </>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`
}
