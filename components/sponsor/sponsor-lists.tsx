import type { ReactNode } from 'react'
import { cx } from '@/components/ui/cx'
import { Instant } from '@/components/ui/time/instant'
import { StatusMark } from '@/components/ui/status-mark'
import type { SponsorView } from '@/lib/domain/view/sponsor/sponsor-view'

export function SponsorLists({ view }: { view: SponsorView }) {
  const calm = view.mode === 'none'
  return (
    <>
      <Block title={calm ? 'What works' : 'What is down and when it is back'}>
        <ul className="lg:border-t lg:border-line">
          {view.services.map((service) => (
            <li
              key={service.names}
              className={cx(
                'grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 py-1 text-body lg:border-b lg:border-line lg:py-1.5 lg:text-step',
                calm ? 'lg:grid-cols-[minmax(0,1fr)_7rem]' : 'xl:grid-cols-[minmax(0,1fr)_7rem_8.5rem]',
              )}
            >
              <span className="font-medium text-ink">{service.names}</span>
              <StatusMark status={service.status} className="text-body font-medium max-xl:justify-self-end">
                {service.word}
              </StatusMark>
              <span className="num text-right text-ink-2 max-xl:col-span-2 max-xl:text-left max-xl:text-meta empty:hidden">
                {service.back}
              </span>
            </li>
          ))}
        </ul>
      </Block>
      {!calm && (
        <>
          <Block title="Who decided">
            <Lines lines={view.decided} empty="Nothing is decided yet." />
          </Block>
          <Block title="What customers were told">
            <Lines lines={view.told} empty="Nothing yet." />
          </Block>
        </>
      )}
    </>
  )
}

function Block({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-4 border-t border-line pt-3 lg:mt-12 lg:border-0 lg:pt-0 lg:first:mt-0">
      <h2 className="mb-2 text-body font-semibold">{title}</h2>
      {children}
    </section>
  )
}

function Lines({ lines, empty }: { lines: readonly { at: string | null; text: string }[]; empty: string }) {
  if (lines.length === 0) return <p className="text-body text-ink-3 lg:text-step">{empty}</p>
  return (
    <ol aria-live="polite" className="text-body lg:text-step">
      {lines.map(({ at, text }, index) => (
        <li
          key={`${at ?? index} ${text}`}
          className="grid grid-cols-[4.5rem_minmax(0,1fr)] py-0.5 lg:grid-cols-[5.5rem_minmax(0,1fr)] lg:py-0.5 lg:leading-6"
        >
          {at === null ? <span className="text-ink-3">not yet</span> : <Instant at={at} className="text-ink-3" />}
          <span className="text-ink-2">{text}</span>
        </li>
      ))}
    </ol>
  )
}
