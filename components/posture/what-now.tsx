'use client'

import Link from 'next/link'
import { useShell } from '@/components/shell/shell-context'
import { useShellView } from '@/components/shell/use-shell-view'

/** While customers are failing: where it is dealt with, or what comes by itself and what one need not wait for. */
export function WhatNow() {
  const { mayDeclare } = useShell()
  const [open] = useShellView().incidents.filter(({ mode }) => mode === 'live')
  if (open !== undefined)
    return (
      <p className="mt-1 text-body text-ink">
        <Link href={open.href} className="font-semibold underline">
          {open.label}, {open.title}
        </Link>{' '}
        is open: it is dealt with there.
      </p>
    )
  return (
    <p className="mt-1 text-body text-ink">
      An alert opens an incident by itself once its rule has held for as long as it demands.
      {mayDeclare && (
        <>
          {' '}
          Whoever is sure need not wait:{' '}
          <Link href="/incidents/new" className="font-semibold underline">
            declare an incident
          </Link>
          .
        </>
      )}
    </p>
  )
}
