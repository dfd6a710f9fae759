import { CommandBlock } from '@/components/run/command-block'
import { KeepWords } from '@/components/ui/keep-words'
import { StatusIcon } from '@/components/ui/status-icon'
import { WayBackMark } from '@/components/ui/way-back-mark'
import type { CoveredGroup } from '@/lib/domain/view/approval/covered-groups'
import type { CoveredStepView } from '@/lib/domain/view/approval/covered-step'
import type { ApprovalView } from '@/lib/domain/view/approval/approval-view'
import type { WhereView } from '@/lib/domain/view/console/where'
import { listWords } from '@/lib/domain/view/names'
import type { Seen } from './use-seen'

/** With more lines than this each is one line, so that all of them stay within one scroll. */
const roomy = 4

/**
 * The steps in words: what, where, as whom, what it destroys. What is sent on the wire is folded below each: it is
 * covered by the digest as well, and is whole when it is opened.
 */
export function CoveredSteps({ view, seen }: { view: ApprovalView; seen: Seen }) {
  const compact = view.groups.length > roomy
  return (
    <section aria-labelledby="runs-at-go" className="mt-3 min-w-0 border-t border-line pt-2">
      <h2 id="runs-at-go" className="text-body font-semibold text-ink-2">
        {view.follows.heading}
      </h2>
      {view.follows.goStands !== null && <p className="text-ink-2">{view.follows.goStands}</p>}
      <ol className="divide-y divide-line">
        {view.groups.map((group) => (
          <li
            key={group.key}
            id={`covered-${group.key}`}
            ref={seen.watch(group.key)}
            tabIndex={-1}
            onFocus={() => seen.see(group.key)}
            className="grid scroll-mt-14 scroll-mb-56 grid-cols-[2.25rem_minmax(0,1fr)] gap-x-1 py-2"
          >
            <span className="mono leading-6 text-ink-3">
              {group.first.id}
              <span className="sr-only">{seen.unseen.includes(group.key) ? ', not seen yet' : ''}</span>
            </span>
            <div className="min-w-0">
              <Group group={group} compact={compact} />
            </div>
          </li>
        ))}
      </ol>
    </section>
  )
}

function Group({ group, compact }: { group: CoveredGroup; compact: boolean }) {
  const { first, alike } = group
  return (
    <>
      <header className="flex items-baseline justify-between gap-3">
        <h3 className="min-w-0 text-step font-semibold [overflow-wrap:anywhere]">
          <KeepWords>{first.title}</KeepWords>
          {alike.length > 0 && (
            <span className="num ml-2 font-normal text-ink-2">and {alike.length - 1} more like it</span>
          )}
        </h3>
        <WayBackMark kind={first.wayBack} />
      </header>
      <Words step={first} compact={compact} />
      {alike.length > 0 && (
        <details className="text-meta">
          <summary className="min-h-6 py-1 text-ink-2">The {alike.length} and what differs</summary>
          <ul className="max-h-72 overflow-y-auto">
            {alike.map(({ id, differs, step }) => (
              <li key={id}>
                <details>
                  <summary className="min-h-6 py-1">
                    <span className="mono mr-3 text-ink-3">{id}</span>
                    <span className="mono break-all">{differs}</span>
                  </summary>
                  <p className="font-semibold">{step.title}</p>
                  <Words step={step} compact={false} />
                  <Wire step={step} compact={false} open />
                </details>
              </li>
            ))}
          </ul>
        </details>
      )}
      {alike.length === 0 && <Wire step={first} compact={compact} />}
    </>
  )
}

/** What it does and at what risk. In a long list only what cannot be undone is said at once, the rest is folded below. */
function Words({ step, compact }: { step: CoveredStepView; compact: boolean }) {
  return (
    <>
      {!compact && step.purpose !== null && <p className="text-ink-2">{step.purpose}</p>}
      <p>
        <Where step={step} />
      </p>
      {(!compact || step.wayBack === 'one-way') && <WayBack step={step} />}
      {step.again !== null && (
        <p className="flex gap-2">
          <StatusIcon status="warning" size={16} />
          <span>Asked for again by a person: time {step.again}.</span>
        </p>
      )}
      {step.unproven !== null && (
        <p className="text-ink-2">
          If it cannot be proven within {step.unproven.after}, {step.unproven.by} may waive that, with your approval:{' '}
          {step.unproven.consequence}
        </p>
      )}
    </>
  )
}

function WayBack({ step }: { step: CoveredStepView }) {
  const oneWay = step.wayBack === 'one-way'
  return (
    <p className={oneWay ? 'flex gap-2' : 'text-ink-2'}>
      {oneWay && <StatusIcon status="warning" size={16} />}
      <span>
        <span className="text-ink-2">{oneWay ? 'Cannot be undone. ' : ''}Way back: </span>
        {step.rollback}
      </span>
    </p>
  )
}

function Where({ step }: { step: CoveredStepView }) {
  if (step.commands.length === 0) return <>Changes nothing, it only reads.</>
  return (
    <>
      In{' '}
      <b className="font-semibold">
        {step.regions.length > 0 ? <KeepWords>{listWords(step.regions)}</KeepWords> : listWords(step.systems)}
      </b>
      {step.identities.length > 0 && (
        <>
          {' '}
          as <span className="mono [overflow-wrap:anywhere]">{listWords(step.identities.map(roleName))}</span>
        </>
      )}
    </>
  )
}

/** `arn:aws:iam::123456789012:role/dr-promote` is `dr-promote` here, and whole with the command. */
function roleName(identity: string): string {
  return identity.slice(identity.lastIndexOf('/') + 1)
}

function Wire({ step, compact, open }: { step: CoveredStepView; compact: boolean; open?: boolean }) {
  const folded = compact && step.wayBack !== 'one-way'
  return (
    <details className="text-meta text-ink-2" open={open}>
      <summary className="min-h-6 py-1 text-ink-3">
        {step.commands.length === 1 ? 'Command' : `${step.commands.length} commands`}, proof, time
        {folded && ', way back'}
      </summary>
      {folded && <WayBack step={step} />}
      {step.commands.map(({ action, text, where, parameters }, index) => (
        <div key={index} className="mt-1">
          <CommandBlock command={{ text: text.trim(), system: where.system, status: null, requestId: null }} />
          <p className="break-all text-ink-3">{placeWords(where)}</p>
          <p className="mono break-all text-ink-3">
            {action} {parameters}
          </p>
        </div>
      ))}
      <p className="mt-1">Done when:</p>
      <ul className="list-disc pl-4">
        {step.expect.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <p className="mt-1">Given up after {step.timeout}.</p>
    </details>
  )
}

/** Each part under its name: an account is no region, whichever of them is missing. */
function placeWords({ system, account, region, identity, endpoint }: WhereView): string {
  const named = { account, region, as: identity, at: endpoint }
  const said = Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}`]))
  return [system, ...said].join(' · ')
}
