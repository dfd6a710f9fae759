'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { useRef } from 'react'
import { cx } from '@/components/ui/cx'
import { Account } from './account'
import { OpenIncidents } from './open-incidents'
import { useShell } from './shell-context'
import { useShellView } from './use-shell-view'
import { WaitingCount } from './waiting-count'

/** Every page, every open incident, the account: behind one button, where a bar has no room for them. */
export function PageMenu({ id = 'page-menu', className }: { id?: string; className?: string }) {
  const { pages, mayDeclare } = useShell()
  const shell = useShellView()
  const path = usePathname()
  const menu = useRef<HTMLDivElement>(null)
  const close = () => menu.current?.hidePopover()
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        className={cx(
          'inline-flex min-h-9 min-w-11 items-center justify-center gap-1.5 rounded px-2 text-body font-semibold underline-offset-2 hover:underline max-lg:min-h-11',
          className,
        )}
      >
        Menu
        <WaitingCount count={shell.asked.length} />
      </button>
      <div
        ref={menu}
        id={id}
        popover="auto"
        className="top-12 right-2 left-auto m-0 max-h-[calc(100dvh-4rem)] w-[min(20rem,calc(100vw-1rem))] overflow-y-auto rounded border border-line-2 bg-bg p-4 text-left whitespace-normal text-ink"
      >
        <nav aria-label="Pages" className="grid grid-cols-2 gap-x-4" onClick={close}>
          {pages.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              aria-current={path === href || path.startsWith(`${href}/`) ? 'page' : undefined}
              className="fade inline-flex min-h-11 items-center gap-1.5 rounded px-2 text-body text-ink-2 hover:bg-sel hover:text-ink aria-[current]:font-semibold aria-[current]:text-ink lg:min-h-9"
            >
              {label}
              {href === '/approvals' && <WaitingCount count={shell.asked.length} />}
            </Link>
          ))}
          {mayDeclare && (
            <Link
              href="/incidents/new"
              className="fade col-span-2 inline-flex min-h-11 items-center rounded px-2 text-body text-ink-2 hover:bg-sel hover:text-ink lg:min-h-9"
            >
              Open another incident
            </Link>
          )}
        </nav>
        <section aria-label="Open incidents" className="my-3 border-y border-line py-2" onClick={close}>
          <OpenIncidents incidents={shell.incidents} titles />
        </section>
        <Account />
      </div>
    </>
  )
}
