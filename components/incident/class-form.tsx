'use client'

import { useEffect, useState, type FormEvent } from 'react'
import { CommandStatus } from '@/components/command/command-status'
import { useCommand } from '@/components/command/use-command'
import { useDraft } from '@/components/draft/use-draft'
import { useOffBecause } from '@/components/live/use-off-because'
import { FactChips, withFact } from '@/components/run/fact-chips'
import { Button } from '@/components/ui/button'
import { ButtonWords } from '@/components/ui/button-words'
import { cx } from '@/components/ui/cx'
import { StatusMark } from '@/components/ui/status-mark'
import { TextArea } from '@/components/ui/text-area'
import { textLimits, tooLong } from '@/lib/domain/run/text-limits'
import type { ClassView, DeclareView } from '@/lib/domain/view/declare/declare-view'

interface ClassFormProps {
  view: DeclareView
  chosen: string | null
  onChoose: (id: string) => void
  /** The declaration is asked for now; the page goes on once the journal has it. */
  onAsk: () => void
}

/** The four classes with their scope and response, a statement for the record, and one button. */
export function ClassForm({ view, chosen, onChoose, onAsk }: ClassFormProps) {
  const off = useOffBecause()
  const { state, send, reset } = useCommand()
  const [statement, setStatement, clearStatement] = useDraft(`declare/${view.incident.id}/statement`)
  const [keptClass, keepClass, clearClass] = useDraft(`declare/${view.incident.id}/class`)
  const [tried, setTried] = useState(false)
  const disaster = view.classes.find((one) => one.id === chosen) ?? null
  const short = statement.trim().length < 3
  const problem = tried && short ? 'Say what you saw, in a few words.' : null
  useEffect(() => {
    if (chosen === null && view.classes.some(({ id }) => id === keptClass)) onChoose(keptClass)
  }, [chosen, keptClass, onChoose, view.classes])
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (disaster === null || short || off !== null || view.declareBecause !== null) return
    if (tooLong(statement.trim(), textLimits.reason) !== null) return
    const input = { incidentId: view.incident.id, class: disaster.id, statement: statement.trim() }
    onAsk()
    const answer = await send('declare-incident', input)
    if (answer.kind !== 'recorded') return
    clearStatement()
    clearClass()
  }
  return (
    <form onSubmit={(event) => void submit(event)}>
      <fieldset className="border-t border-line">
        <legend className="sr-only">Class of the disaster</legend>
        {view.classes.map((one) => (
          <ClassChoice
            key={one.id}
            disaster={one}
            checked={chosen === one.id}
            onChoose={() => {
              reset()
              keepClass(one.id)
              onChoose(one.id)
            }}
          />
        ))}
      </fieldset>
      <div className="mt-5">
        <TextArea
          label="You state for the record"
          hint="What you saw and what you ruled out. It cannot be changed later."
          value={statement}
          onChange={(event) => setStatement(event.target.value)}
          problem={problem}
        />
        <FactChips facts={view.facts} onPick={(fact) => setStatement(withFact(statement, fact))} />
      </div>
      <div className="mt-2 flex flex-wrap items-center gap-4 bg-bg py-3 max-lg:sticky max-lg:bottom-0">
        <Button
          type="submit"
          kind="primary"
          drill={!view.incident.live}
          disabledBecause={
            view.declareBecause ??
            off ??
            (disaster === null ? 'Choose a class first.' : state.kind === 'recording' ? '' : null)
          }
        >
          <ButtonWords
            label={disaster === null ? 'Declare' : `Declare: ${disaster.title.toLowerCase()}`}
            where={view.plan.environment}
          />
        </Button>
        <CommandStatus state={state} />
      </div>
    </form>
  )
}

function ClassChoice({ disaster, checked, onChoose }: { disaster: ClassView; checked: boolean; onChoose: () => void }) {
  return (
    <label
      className={cx(
        'fade grid cursor-pointer grid-cols-[1rem_minmax(0,1fr)] gap-x-3 border-b border-l-3 border-b-line border-l-transparent px-3 py-3 hover:bg-sel has-focus-visible:outline-2 has-focus-visible:outline-accent',
        checked && 'border-l-accent! bg-sel',
      )}
    >
      <input
        type="radio"
        name="class"
        value={disaster.id}
        checked={checked}
        onChange={onChoose}
        className="mt-0.5 size-4 outline-none"
      />
      <span className="min-w-0">
        <span className="flex flex-wrap items-baseline justify-between gap-x-4">
          <b className="text-step font-semibold">{disaster.title}</b>
          <span className="text-meta text-ink-3">
            back: {disaster.rto} ·{' '}
            {disaster.runbook === null ? 'no runbook in this plan' : `runbook ${disaster.runbook}`}
          </span>
        </span>
        <span className="mt-0.5 block text-ink-2">{disaster.scope}</span>
        <span className="block text-ink-3">{disaster.response}</span>
        {disaster.refused !== null && (
          <StatusMark status="breached" className="mt-1.5 items-start! font-medium whitespace-normal!">
            Refused: {disaster.refused}
          </StatusMark>
        )}
      </span>
    </label>
  )
}
