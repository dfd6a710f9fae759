'use client'

import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { useCommand } from '@/components/command/use-command'
import { CommandStatus } from '@/components/command/command-status'
import { useView } from '@/components/live/use-view'
import { ActionControl } from '@/components/run/action-control'
import { useOthersOpen } from '@/components/shell/use-others-open'
import { usePageTitle } from '@/components/shell/use-page-title'
import { Age } from '@/components/ui/time/ticking'
import { Instant } from '@/components/ui/time/instant'
import { DrillFrame, ModeBanner } from '@/components/ui/mode-banner'
import { StatusMark } from '@/components/ui/status-mark'
import type { DeclareView } from '@/lib/domain/view/declare/declare-view'
import { ClassForm } from './class-form'
import { DutyTable } from './duty-table'
import { Evidence } from './evidence'
import { EndedStrip } from './ended-strip'
import { GateList } from './gate-list'

/** From "something may be wrong" to a declared class: what is known on the right, what it is on the left. */
export function DeclareScreen({ id, initial }: { id: string; initial: DeclareView }) {
  const view = useView(['declare', id], `/api/views/declare/${id}`, initial)
  const others = useOthersOpen(id)
  const closing = useCommand()
  const commanding = useCommand()
  const [chosen, setChosen] = useState<string | null>(null)
  const router = useRouter()
  const asked = useRef(false)
  const shown = view.classes.find((one) => one.id === chosen) ?? view.classes.find((one) => one.gates.length > 0)
  const { incident, declared, closed, plan } = view
  const isDeclared = declared !== null
  // By the journal's word, which comes also where the answer to the press was lost.
  useEffect(() => {
    if (isDeclared && asked.current) router.push(`/incidents/${id}`)
  }, [isDeclared, router, id])
  usePageTitle({
    kind: 'declare',
    mode: incident.live ? 'live' : 'drill',
    label: incident.label,
    environment: plan.environment,
  })
  return (
    <>
      {!incident.live && <DrillFrame />}
      <ModeBanner
        mode={incident.live ? 'live' : 'drill'}
        ended={closed !== null}
        name={incident.label}
        title={incident.title}
        aside={
          <Link href={`/incidents/${id}`} className="inline-flex min-h-9 items-center text-body underline">
            Command console
          </Link>
        }
      />
      {closed !== null && <EndedStrip at={closed.at} openNow={others} />}
      <main className="mx-auto grid w-full max-w-[105rem] grid-cols-[minmax(0,1fr)] gap-x-12 px-4 pb-12 lg:grid-cols-2 lg:px-6">
        <div className="lg:sticky lg:top-12 lg:self-start">
          <h1 className="pt-5 text-figure font-semibold">{headline(view)}</h1>
          <p className="mb-4 text-body text-ink-2">
            Opened <Age at={incident.proposedAt} /> ago, <Instant at={incident.proposedAt} utc />, by{' '}
            {incident.proposedBy}. Plan <span className="mono">{plan.hash}</span>, {plan.environment}.
          </p>
          {view.takeCommand !== null && (
            <p className="mb-4 flex flex-wrap items-center gap-x-4 gap-y-2 border-y border-line py-3 text-body">
              <ActionControl action={view.takeCommand} drill={!incident.live} {...commanding} />
              <span className="text-ink-2">Nobody commands this incident yet.</span>
            </p>
          )}
          <CommandStatus state={commanding.state} className="mb-2 empty:hidden" />
          {closed !== null ? (
            <p className="text-step">
              <StatusMark status="waiting">ended</StatusMark> by {closed.by}, <Instant at={closed.at} utc />:{' '}
              {closed.reason}
            </p>
          ) : declared !== null ? (
            <p className="text-step">
              <StatusMark status="ok">declared</StatusMark> by {declared.by}, <Instant at={declared.at} utc />.{' '}
              <Link href={`/incidents/${id}`} className="font-semibold underline">
                Go on in the command console
              </Link>
            </p>
          ) : (
            <ClassForm view={view} chosen={chosen} onChoose={setChosen} onAsk={() => (asked.current = true)} />
          )}
          {declared === null && closed === null && (
            <div className="mt-6 flex flex-wrap items-center gap-4 border-t border-line pt-4">
              {view.actions.map((action) => (
                <ActionControl key={action.key} action={action} drill={!incident.live} {...closing} />
              ))}
              <CommandStatus state={closing.state} />
            </div>
          )}
        </div>
        <div className="flex flex-col gap-8 pt-6">
          <Evidence view={view} />
          {shown !== undefined && shown.gates.length > 0 && (
            <GateList title={shown.title} gates={shown.gates} drill={!incident.live} />
          )}
          <DutyTable view={view} />
        </div>
      </main>
    </>
  )
}

function headline({ declared, closed }: DeclareView): string {
  if (closed !== null) return 'The incident has ended'
  return declared === null ? 'What is it?' : `Declared: ${declared.class}`
}
