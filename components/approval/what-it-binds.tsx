'use client'

import type { ReactNode } from 'react'
import { StatusMark } from '@/components/ui/status-mark'
import { Instant } from '@/components/ui/time/instant'
import { Age } from '@/components/ui/time/ticking'
import { useServerNow } from '@/components/ui/time/server-clock'
import { Unknown } from '@/components/ui/unknown'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import { asSentence } from '@/lib/domain/view/format/full-stop'
import { groupedHex, wholeNumber } from '@/lib/domain/view/format/amount'
import { costAt } from '@/lib/domain/view/money'
import type { Seen } from './use-seen'

/** Where it acts, what it loses, what waiting costs, and the digest that makes all of it one thing. */
export function WhatItBinds({ view, seen }: { view: ApprovalView; seen: Seen }) {
  const now = useServerNow()
  const { accounts, regions } = view
  return (
    <dl className="mt-3 grid grid-cols-[4rem_minmax(0,1fr)] content-start gap-y-2 border-t border-line pt-3 lg:sticky lg:top-12 lg:self-start">
      <Fact name="Where">
        <b className="font-semibold">{view.environment}</b> <span className="num">{accounts.join(', ')}</span>
        {regions.length > 0 && (
          <span className="block">
            region <b className="font-semibold">{regions.join(', ')}</b>
          </span>
        )}
      </Fact>
      {view.loss !== null && (
        <Fact name="Loss" see="loss" seen={seen}>
          <p className="text-page font-semibold">
            {view.loss.kind === 'none' ? (
              'nothing was promoted'
            ) : view.loss.amount === null ? (
              <Unknown>UNKNOWN</Unknown>
            ) : (
              <span className="num">
                {view.loss.amount}
                {view.loss.count !== null && `, ${view.loss.count}`}
              </span>
            )}
          </p>
          <p className="text-ink-2">
            {view.loss.kind === 'none' ? (
              'Nothing was lost by a failover.'
            ) : view.loss.amount === null ? (
              asSentence(view.loss.unknown ?? 'not known')
            ) : view.loss.kind === 'now' ? (
              <>
                read <Age at={view.loss.at} /> ago.
              </>
            ) : (
              <>
                {view.loss.kind} at <Instant at={view.loss.at} />.
              </>
            )}{' '}
            Approvals are void above {view.loss.bound}
            {view.boundCount !== null && `, ${view.boundCount}`}.
          </p>
          {view.lossAsked !== null && (
            <p className="text-ink-2">
              When it was asked: <span className="num">{view.lossAsked.words}</span>, read{' '}
              <Instant at={view.lossAsked.at} />.
            </p>
          )}
          {view.unknownAccepted !== null && (
            <p>
              <StatusMark status="warning">unknown loss accepted</StatusMark> {view.unknownAccepted}
            </p>
          )}
        </Fact>
      )}
      {view.unknownServingAccepted !== null && (
        <Fact name="Serves" see="serves" seen={seen}>
          <StatusMark status="warning">unknown serving region accepted</StatusMark> {view.unknownServingAccepted}
        </Fact>
      )}
      {view.unprovenAccepted.map(({ step, statement }) => (
        <Fact key={step} name={step} see={`unproven-${step}`} seen={seen}>
          <StatusMark status="warning">may stay unproven</StatusMark> {statement}
        </Fact>
      ))}
      {view.waived.map(({ key, name, word, statement }) => (
        <Fact key={key} name={name} see={key} seen={seen}>
          <StatusMark status="warning">{word}</StatusMark> {statement}
        </Fact>
      ))}
      {view.money.perMinute > 0 && (
        <Fact name="Waiting">
          <span className="num">
            {wholeNumber(view.money.perMinute)} {view.money.currency} per min.{' '}
            {wholeNumber(costAt(view.money.stretches, now))} {view.money.currency} so far
            {view.money.real ? '' : ', if it were real'}.
          </span>
        </Fact>
      )}
      <Fact name="Digest">
        <details>
          <summary className="min-h-6">
            <span className="mono">{groupedHex(view.digest)}</span>
            <span className="ml-3 text-ink-2">same as console</span>
          </summary>
          <p className="mono break-all text-ink-2">sha256 {view.digest}</p>
          <p className="mono break-all text-ink-3">
            run {view.of.run}, {view.of.rule}
          </p>
          {view.boundMilliseconds !== null && (
            <p className="mono break-all text-ink-3">loss bound {view.boundMilliseconds} ms</p>
          )}
          <p className="mono break-all text-ink-3">plan {view.planHash}</p>
          <p className="mono break-all text-ink-3">environment {view.environmentHash}</p>
        </details>
      </Fact>
    </dl>
  )
}

/** `see`: the key of what whoever consents must have had before their eyes. */
function Fact({ name, see, seen, children }: { name: string; see?: string; seen?: Seen; children: ReactNode }) {
  const watched =
    see === undefined || seen === undefined
      ? {}
      : { id: `covered-${see}`, ref: seen.watch(see), tabIndex: -1, onFocus: () => seen.see(see) }
  return (
    <>
      <dt className="text-meta leading-5 text-ink-3">{name}</dt>
      <dd className="min-w-0 scroll-mt-14 scroll-mb-56" {...watched}>
        {children}
        {see !== undefined && seen?.unseen.includes(see) === true && <span className="sr-only">, not seen yet</span>}
      </dd>
    </>
  )
}
