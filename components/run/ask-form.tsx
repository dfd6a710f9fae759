'use client'

import type { AskDialogProps } from './ask-props'
import { useState } from 'react'
import { CommandStatus } from '@/components/command/command-status'
import { useDraft } from '@/components/draft/use-draft'
import { Button } from '@/components/ui/button'
import { ButtonWords } from '@/components/ui/button-words'
import { StatusMark } from '@/components/ui/status-mark'
import { TextArea } from '@/components/ui/text-area'
import type { AskView } from '@/lib/domain/view/console/action'
import { characters, textLimits, tooLong } from '@/lib/domain/run/text-limits'
import { AbortStatus } from './abort-status'
import { AskSubject } from './ask-subject'
import { ConfirmList } from './confirm-list'
import { FactChips, withFact } from './fact-chips'

export function AskForm({ action, ask, onClose, drill, state, send }: Omit<AskDialogProps, 'open'> & { ask: AskView }) {
  const place = [action.verb, ...Object.values(action.input)].join('/')
  const [text, setText, clear] = useDraft(place)
  const [confirmed, setConfirmed] = useState<readonly string[]>([])
  const [tried, setTried] = useState(false)
  const [sent, setSent] = useState(false)
  const words = [...ask.confirm, text.trim()].filter(Boolean).join(' ')
  const missing = ask.confirm.filter((sentence) => !confirmed.includes(sentence))
  const problem = askProblem(ask, text, words, missing)
  const confirm = async () => {
    setTried(true)
    if (problem !== null || state.kind === 'recording') return
    setSent(true)
    const answer = await send(action.verb, ask.field === null ? action.input : { ...action.input, [ask.field]: words })
    if (answer.kind !== 'recorded' && answer.kind !== 'registered') return
    clear()
    onClose()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void confirm()
      }}
      className="flex flex-col gap-4"
    >
      {[ask.warning, ask.costs].map(
        (words) =>
          words !== null && (
            <p key={words} className="border-l-2 border-warn pl-3">
              <StatusMark status="warning" /> <span className="text-ink-2">{words}</span>
            </p>
          ),
      )}
      <AskSubject ask={ask} />
      <ConfirmList sentences={ask.confirm} confirmed={confirmed} onChange={setConfirmed} />
      {ask.field !== null && (
        <TextArea
          label={ask.label}
          hint={ask.hint}
          problem={tried && missing.length === 0 ? problem : null}
          value={text}
          rows={ask.confirm.length > 0 ? 2 : 3}
          data-autofocus={!ask.optional || undefined}
          onChange={(event) => setText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void confirm()
          }}
        />
      )}
      <FactChips facts={ask.suggestions} onPick={(fact) => setText(withFact(text, fact))} />
      {sent &&
        (action.verb === 'abort-run' ? (
          <AbortStatus state={state} byHand={ask.byHand} />
        ) : (
          <CommandStatus state={state} />
        ))}
      <div className="flex flex-wrap items-center gap-3">
        <Button
          type="submit"
          kind="primary"
          drill={drill}
          disabledBecause={
            missing.length > 0
              ? `${ask.confirm.length - missing.length} of ${ask.confirm.length} confirmed. Confirm each, or leave it open.`
              : null
          }
        >
          <ButtonWords label={action.label} where={action.where} />
        </Button>
        <Button type="button" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  )
}

function askProblem(ask: AskView, text: string, words: string, missing: readonly string[]): string | null {
  if (missing.length > 0) return 'Not everything is confirmed.'
  if (ask.field === null) return null
  if (!ask.optional && characters(text.trim()) < 3) return 'Say it in a few words: it goes on the record.'
  return tooLong(words, textLimits.reason)
}
