'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { ConnectionState } from '@/components/live/connection-state'
import { ConnectionStrip } from '@/components/live/connection-strip'
import { useLive } from '@/components/live/live-provider'
import { useView } from '@/components/live/use-view'
import { buttonInk, buttonShape } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { UtcClock } from '@/components/ui/time/ticking'
import { wholeNumber } from '@/lib/domain/view/format/amount'
import type { ShellView } from '@/lib/domain/view/shell-view'
import { AccountMenu, type SignedIn } from './account-menu'
import { ModeChip } from './mode-chip'

interface NavBarProps {
  person: SignedIn
  shell: ShellView
  pages: { href: string; label: string }[]
  mayDeclare: boolean
}

/** Pages that have a bar of their own: the mode banner of an incident takes this one's place. */
const ownBar = /^\/(incidents\/(?!new$)[^/]+|approvals\/[^/]+)$/

export function NavBar({ person, shell: initial, pages, mayDeclare }: NavBarProps) {
  const path = usePathname()
  const shell = useView(['shell'], '/api/views/shell', initial, { readings: false })
  const { position } = useLive()
  if (ownBar.test(path)) return null
  return (
    <header className="sticky top-0 z-30 bg-bg">
      <div className="flex min-h-12 flex-wrap items-center gap-x-4 border-b border-line px-4 lg:h-12 lg:flex-nowrap lg:px-6 xl:gap-x-6">
        <Link href="/" className="py-3 text-step font-bold max-lg:mr-auto">
          Breakwater
        </Link>
        <nav
          aria-label="Pages"
          className="flex gap-x-4 overflow-x-auto max-lg:order-last max-lg:w-full lg:h-full xl:ml-4 xl:gap-x-6"
        >
          {pages.map(({ href, label }) => {
            const current = path === href || path.startsWith(`${href}/`)
            return (
              <Link
                key={href}
                href={href}
                aria-current={current ? 'page' : undefined}
                className={cx(
                  'fade inline-flex min-h-11 items-center gap-1.5 border-b-2 whitespace-nowrap lg:h-full',
                  current ? 'border-accent font-semibold text-ink' : 'border-transparent text-ink-2 hover:text-ink',
                )}
              >
                {label}
                {href === '/approvals' && shell.asked.length > 0 && (
                  <span className="num rounded-[2px] bg-ink px-1 text-meta font-semibold text-bg">
                    {shell.asked.length}
                    <span className="sr-only"> waiting</span>
                  </span>
                )}
              </Link>
            )
          })}
        </nav>
        <div className="flex items-center gap-x-4 text-meta text-ink-2 lg:ml-auto xl:gap-x-6">
          <ModeChip incidents={shell.incidents} />
          <ConnectionState className="max-md:hidden lg:max-xl:[&_.num]:hidden" />
          <span className="whitespace-nowrap max-xl:hidden" title="The newest entry of the whole journal">
            journal at <b className="num font-semibold text-ink">{wholeNumber(position)}</b>
          </span>
          <UtcClock className="max-md:hidden lg:max-xl:hidden" />
          {mayDeclare && (
            <Link
              href="/incidents/new"
              className={cx(
                buttonShape('secondary'),
                buttonInk('secondary', false, false),
                'whitespace-nowrap max-md:hidden',
              )}
            >
              Declare incident
            </Link>
          )}
          <AccountMenu person={person} />
        </div>
      </div>
      <ConnectionStrip />
    </header>
  )
}
