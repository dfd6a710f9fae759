'use client'

import { Account } from './account'
import { useShell } from './shell-context'

export function AccountMenu() {
  const { person } = useShell()
  return (
    <>
      <button
        type="button"
        popoverTarget="account-menu"
        className="fade inline-flex min-h-11 items-center rounded px-2 text-body text-ink-2 hover:bg-sel hover:text-ink lg:min-h-8"
      >
        {initials(person.name)}
        <span className="sr-only">, account of {person.name}</span>
      </button>
      <div
        id="account-menu"
        popover="auto"
        className="top-12 right-4 left-auto m-0 w-72 rounded border border-line-2 bg-bg p-4 text-ink lg:right-6"
      >
        <Account />
      </div>
    </>
  )
}

function initials(name: string): string {
  const words = name.split(/\s+/)
  return `${words[0]?.[0] ?? ''}${words.length > 1 ? (words.at(-1)?.[0] ?? '') : ''}`
}
