'use client'

import { useRouter } from 'next/navigation'
import { useState, type FormEvent } from 'react'
import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { useDraft } from '@/components/draft/use-draft'
import { useOffBecause } from '@/components/live/use-off-because'
import { Button } from '@/components/ui/button'
import { TextField } from '@/components/ui/text-field'
import { textLimits, tooLong } from '@/lib/domain/run/text-limits'
import type { ModeChoice, ProposePlace } from '@/lib/domain/view/incident-list/modes'
import { AlreadyOpen } from './already-open'
import { Choice } from './choice'

interface ProposeFormProps {
  choices: { places: readonly ProposePlace[] }
}

/** Opening an incident decides nothing: it starts the record, and the class is declared on the next page. */
export function ProposeForm({ choices: { places } }: ProposeFormProps) {
  const router = useRouter()
  const off = useOffBecause()
  const { state, send } = useCommand()
  const [place, setPlace] = useState(0)
  const [wanted, setWanted] = useState<ModeChoice['mode']>('live')
  const [title, setTitle, clearTitle] = useDraft('propose/title')
  const [tried, setTried] = useState(false)
  const problem = tried && title.trim().length < 3 ? 'Say what is wrong, in a few words.' : null
  const chosen = places[place]
  const modes = chosen?.modes ?? []
  // What was chosen for one place may not be had at another.
  const mode = modes.some((one) => one.mode === wanted) ? wanted : 'live'
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    setTried(true)
    if (title.trim().length < 3 || tooLong(title.trim(), textLimits.title) !== null) {
      // The field that is wrong is the first: what is said of it is read out there.
      event.currentTarget.querySelector<HTMLElement>('input')?.focus()
      return
    }
    if (chosen === undefined || off !== null) return
    const { planKey, environment } = chosen
    const answer = await send('propose-incident', { planKey, environment, title: title.trim(), mode })
    if (answer.kind !== 'recorded' || answer.incidentId === null) return
    clearTitle()
    router.push(`/incidents/${answer.incidentId}/declare`)
  }
  return (
    <main className="mx-auto w-full max-w-[44rem] px-4 pb-12 lg:px-6">
      <h1 className="pt-6 text-figure font-semibold">Open an incident</h1>
      <p className="mt-1 text-step text-ink-2">
        This starts the record and tells the room. Nothing runs, and no clock of a promise starts before a class is
        declared, on the next page.
      </p>
      <AlreadyOpen />
      <form onSubmit={(event) => void submit(event)} className="mt-6 flex flex-col gap-6">
        <TextField
          label="What is wrong"
          value={title}
          onChange={(event) => setTitle(event.target.value)}
          hint="As you would say it on the phone: what fails, and where."
          problem={problem}
          limit={textLimits.title}
          autoFocus
        />
        <Choice
          legend="Where"
          name="place"
          value={String(place)}
          onChange={(value) => setPlace(Number(value))}
          options={places.map((one, index) => ({
            value: String(index),
            title: one.planTitle,
            meaning: one.environmentTitle,
          }))}
        />
        <Choice
          legend="Live, or a drill"
          name="mode"
          value={mode}
          onChange={(value) => setWanted(modes.find((one) => one.mode === value)?.mode ?? 'live')}
          options={modes.map((one) => ({ value: one.mode, title: one.title, meaning: one.meaning }))}
        />
        <div className="flex flex-wrap items-center gap-4">
          <Button
            type="submit"
            kind="primary"
            drill={mode !== 'live'}
            disabledBecause={
              off ?? (places.length === 0 ? 'No plan is imported.' : state.kind === 'recording' ? '' : null)
            }
          >
            {mode === 'live' ? 'Open a live incident' : 'Open a drill'}
          </Button>
          <CommandStatus state={state} />
        </div>
      </form>
    </main>
  )
}
