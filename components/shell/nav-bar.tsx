'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { ConnectionState } from '@/components/live/connection-state'
import { ConnectionStrip } from '@/components/live/connection-strip'
import { useLive } from '@/components/live/live-provider'
import { buttonInk, buttonShape } from '@/components/ui/button'
import { cx } from '@/components/ui/cx'
import { WallClock } from '@/components/ui/time/ticking'
import { wholeNumber } from '@/lib/domain/view/format/amount'
import { AccountMenu } from './account-menu'
import { AlarmStrips } from './alarm-strips'
import { OpenIncidents } from './open-incidents'
import { PageMenu } from './page-menu'
import { useShell } from './shell-context'
import { useShellView } from './use-shell-view'
import { WaitingCount } from './waiting-count'

/** Pages that have a bar of their own: the mode banner of an incident takes this one's place. */
const ownBar = /^\/(incidents\/(?!new$)[^/]+|approvals\/[^/]+)$/

/** First where one can go, then what is open and whether the line is up: the same two rows on every page. */
export function NavBar() {
  const path = usePathname()
  if (ownBar.test(path)) return null
  return (
    <header className="sticky top-0 z-30 bg-bg print:hidden">
      <PagesRow path={path} />
      <StateRow />
      <AlarmStrips />
      <ConnectionStrip />
    </header>
  )
}

function PagesRow({ path }: { path: string }) {
  const { pages, mayDeclare } = useShell()
  const { asked } = useShellView()
  return (
    <div className="flex h-12 items-center gap-x-4 border-b border-line px-4 lg:px-6 xl:gap-x-6">
      <Link href="/" className="py-3 text-step font-bold">
        Breakwater
      </Link>
      <nav aria-label="Pages" className="flex h-full gap-x-4 max-lg:hidden xl:ml-4 xl:gap-x-6">
        {pages.map(({ href, label }) => {
          const current = path === href || path.startsWith(`${href}/`)
          return (
            <Link
              key={href}
              href={href}
              aria-current={current ? 'page' : undefined}
              className={cx(
                'fade inline-flex h-full items-center gap-1.5 border-b-2 whitespace-nowrap',
                current ? 'border-accent font-semibold text-ink' : 'border-transparent text-ink-2 hover:text-ink',
              )}
            >
              {label}
              {href === '/approvals' && <WaitingCount count={asked.length} />}
            </Link>
          )
        })}
      </nav>
      <div className="ml-auto flex items-center gap-x-2 lg:gap-x-4">
        {mayDeclare && <DeclareLink />}
        <span className="max-lg:hidden">
          <AccountMenu />
        </span>
        <PageMenu className="lg:hidden" />
      </div>
    </div>
  )
}

function StateRow() {
  const { incidents } = useShellView()
  const { position } = useLive()
  return (
    <div className="flex min-h-8 items-center gap-x-4 border-b border-line px-4 max-lg:min-h-11 lg:px-6 xl:gap-x-6">
      <OpenIncidents incidents={incidents} />
      <div className="ml-auto flex items-center gap-x-4 text-meta text-ink-2 xl:gap-x-6">
        <ConnectionState className="max-lg:[&_.num]:hidden" />
        <span
          className="whitespace-nowrap max-lg:hidden"
          title="The newest entry of all incidents, plans and people together"
        >
          whole journal at <b className="num font-semibold text-ink">{wholeNumber(position)}</b>
        </span>
        <WallClock className="max-md:hidden" />
      </div>
    </div>
  )
}

function DeclareLink() {
  return (
    <Link
      href="/incidents/new"
      className={cx(buttonShape('secondary'), buttonInk('secondary', false, false), 'whitespace-nowrap max-md:hidden')}
    >
      Declare incident
    </Link>
  )
}
