'use client'

import Link from 'next/link'
import { useEffect, useState } from 'react'
import { Button } from '@/components/ui/button'
import { Dialog } from '@/components/ui/dialog'
import { HoldButton } from '@/components/ui/hold-button'
import { describeAct } from '@/lib/domain/view/describe-act'
import { CommandStatus } from './command-status'
import { takeOffer, type Offer } from './offer'
import { useCommand } from './use-command'

/** After the console was updated under a press: says that nothing was recorded, and offers the same once more. */
export function OfferedAct({ person }: { person: string }) {
  const [offer, setOffer] = useState<Offer | null>(null)
  // After the first paint: the server knows nothing of what a tab keeps.
  useEffect(() => setOffer((open) => open ?? takeOffer(person)), [person])
  return (
    <Dialog open={offer !== null} onClose={() => setOffer(null)} title="The console was updated">
      {offer !== null && <OfferForm offer={offer} onClose={() => setOffer(null)} />}
    </Dialog>
  )
}

function OfferForm({ offer, onClose }: { offer: Offer; onClose: () => void }) {
  const { state, send } = useCommand()
  const { label, words, hold } = describeAct(offer.verb, offer.input)
  const recorded = state.kind === 'recorded' ? state : null
  const again = () => void send(offer.verb, offer.input)
  const busy = state.kind === 'recording' ? 'recording…' : null
  return (
    <div className="flex flex-col gap-4">
      <p>
        You pressed <b className="font-semibold">{label}</b> while it was updated. Nothing was recorded. Look whether it
        is still what you want: it is not sent by itself.
      </p>
      {words !== null && <blockquote className="border-l-2 border-line-3 pl-3 text-ink-2">{words}</blockquote>}
      <CommandStatus state={state} className="empty:hidden" />
      <div className="flex flex-wrap items-start gap-3">
        {recorded === null &&
          (hold !== null ? (
            <HoldButton label={label} holding={label} to={hold} onConfirm={again} disabledBecause={busy} />
          ) : (
            <Button type="button" kind="primary" disabledBecause={busy} onClick={again}>
              {label}
            </Button>
          ))}
        {recorded?.incidentId != null && (
          <Link href={`/incidents/${recorded.incidentId}`} onClick={onClose} className="underline">
            Go on in the command console
          </Link>
        )}
        <Button type="button" onClick={onClose}>
          {recorded === null ? 'Leave it' : 'Close'}
        </Button>
      </div>
    </div>
  )
}
