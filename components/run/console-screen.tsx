'use client'

import type { ConsoleView, OwnConsole, SharedConsole } from '@/lib/domain/view/console/whole-console'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { AlsoOpen } from '@/components/incident/also-open'
import { EndedStrip } from '@/components/incident/ended-strip'
import { ConnectionState } from '@/components/live/connection-state'
import { ConnectionStrip } from '@/components/live/connection-strip'
import { useView } from '@/components/live/use-view'
import { AlarmStrips } from '@/components/shell/alarm-strips'
import { useOthersOpen } from '@/components/shell/use-others-open'
import { usePageTitle } from '@/components/shell/use-page-title'
import { PageMenu } from '@/components/shell/page-menu'
import { cx } from '@/components/ui/cx'
import { DrillFrame, ModeBanner } from '@/components/ui/mode-banner'
import { PaneHeading } from '@/components/ui/pane-heading'
import { WallClock } from '@/components/ui/time/ticking'
import { joinConsole } from '@/lib/domain/view/console/join-console'
import { ActionBar } from './action-bar'
import { Checklist } from './checklist'
import { ClockBar } from './clock-bar'
import { CommandPalette } from './command-palette'
import { ConsoleStatusLine } from './console-status-line'
import { DoNowStrip } from './do-now-strip'
import { FocusCard } from './focus-card'
import { GoCard } from './go-card'
import { KeySheet } from './key-sheet'
import { paletteEntries } from './palette-entries'
import { RoomPane } from './room-pane'
import { StandstillStrip } from './standstill-strip'
import { useConsoleKeys } from './use-console-keys'
import { useSelection } from './use-selection'
import { useSingleKeys } from './use-shortcuts'

const read = (answer: unknown): ConsoleView => {
  const { shared, own } = answer as { shared: SharedConsole; own: OwnConsole }
  return joinConsole(shared, own)
}

/** The command console: bar, checklist, the one thing to do, the room. Order in the page is the order of need. */
export function ConsoleScreen({ id, initial }: { id: string; initial: ConsoleView }) {
  const view = useView(['incident', id], `/api/views/incident/${encodeURIComponent(id)}`, initial, { read })
  const others = useOthersOpen(id)
  const selection = useSelection(view)
  const [sheet, setSheet] = useState<'keys' | 'palette' | null>(null)
  const [single, setSingle] = useSingleKeys()
  const router = useRouter()
  const drill = !view.incident.live
  usePageTitle({
    kind: 'console',
    mode: drill ? 'drill' : 'live',
    label: view.incident.label,
    environment: view.environment.title,
  })
  const focus = selection.selected === null ? undefined : view.focus[selection.selected]
  const acting = view.runActions.length + (focus?.actions.length ?? 0) > 0
  const abort = view.runActions.find(({ key }) => key === 'abort')
  const openFocus = () => document.getElementById('focus-title')?.focus()
  useConsoleKeys({ single, selection, openFocus, open: setSheet })

  return (
    <div
      className={cx(
        'flex min-h-dvh flex-col lg:h-dvh lg:min-h-[36rem]',
        drill && 'pb-1.5 pl-1.5 pr-1.5',
        acting && 'max-lg:pb-32',
      )}
    >
      {drill && <DrillFrame />}
      <div className={cx('sticky top-0 z-30 bg-bg lg:static', drill && '-mx-1.5')}>
        <ModeBanner
          mode={drill ? 'drill' : 'live'}
          ended={view.incident.ended !== null}
          name={
            <Link href="/incidents" className="underline-offset-2 hover:underline">
              {view.incident.label}
            </Link>
          }
          title={view.incident.title}
          facts={
            view.run !== null && (
              <>
                run {view.run.id} · plan <span className="mono">{view.run.planHash.slice(0, 7)}</span> ·{' '}
                {view.run.environment}
              </>
            )
          }
          aside={
            <>
              <ConnectionState className="max-md:hidden" />
              <span className="max-lg:hidden">
                journal of this incident <b className="num font-semibold">#{view.sequence}</b>
              </span>
              <WallClock className="max-md:hidden" />
              <PageMenu />
            </>
          }
        />
        {/* A phone's banner has no room for them. */}
        <section
          aria-label="Connection and time"
          className="flex items-center justify-between gap-x-4 border-b border-line px-4 text-meta text-ink-2 md:hidden"
        >
          <ConnectionState />
          <WallClock />
        </section>
        <StandstillStrip view={view} />
        <AlarmStrips />
        <ConnectionStrip stillOn={abort?.disabledBecause === null ? abort.label : null} />
        {view.incident.ended !== null && <EndedStrip at={view.incident.ended.at} openNow={others} />}
        {view.incident.ended === null && <AlsoOpen others={others} />}
      </div>
      <ClockBar view={view} />
      <main className="grid min-h-0 flex-1 grid-cols-1 lg:grid-cols-[22rem_minmax(0,1fr)] lg:grid-rows-[auto_minmax(0,1fr)] xl:grid-cols-[25rem_minmax(0,1fr)_21.5rem]">
        <div className="lg:col-start-2 lg:row-start-1">
          <DoNowStrip view={view.doNow} drill={drill} newest={view.newestByPerson} driven={view} />
        </div>
        <section
          aria-label="Checklist"
          className="min-h-0 border-line max-lg:border-t lg:col-start-1 lg:row-span-2 lg:row-start-1 lg:overflow-y-auto lg:border-r"
        >
          <PaneHeading
            aside="elapsed / expected"
            className="sticky top-0 z-10 h-9 items-center border-b border-line bg-bg px-4"
          >
            {view.checklist.title}
          </PaneHeading>
          <Checklist
            view={view.checklist}
            selected={selection.selected}
            onSelect={selection.choose}
            onOpen={openFocus}
          />
        </section>
        <div className="flex min-h-0 min-w-0 flex-col border-line max-lg:border-t lg:col-start-2 lg:row-start-2">
          <div className="min-h-0 flex-1 lg:overflow-y-auto">
            {!selection.following && (
              <p className="flex items-center gap-3 px-4 pt-2 text-meta text-ink-3 lg:px-6">
                You chose this row; it stays.
                <button type="button" onClick={selection.follow} className="min-h-6 font-medium text-ink-2 underline">
                  Follow what runs
                </button>
              </p>
            )}
            {focus === undefined ? (
              <GoCard view={view} selected={selection.selected} />
            ) : (
              <FocusCard key={focus.key} focus={focus} />
            )}
            <div className="border-t border-line xl:hidden">
              <RoomPane view={view} />
            </div>
          </div>
          <ActionBar view={view} actions={focus?.actions ?? []} />
        </div>
        <aside
          aria-label="Room"
          className="hidden min-h-0 overflow-y-auto border-l border-line xl:col-start-3 xl:row-span-2 xl:row-start-1 xl:block"
        >
          <RoomPane view={view} />
        </aside>
      </main>
      <ConsoleStatusLine view={view} onKeys={() => setSheet('keys')} />
      <KeySheet open={sheet === 'keys'} onClose={() => setSheet(null)} single={single} onSingle={setSingle} />
      <CommandPalette
        open={sheet === 'palette'}
        onClose={() => setSheet(null)}
        entries={paletteEntries(view, {
          selected: selection.selected,
          choose: selection.choose,
          go: (href) => router.push(href),
        })}
      />
    </div>
  )
}
