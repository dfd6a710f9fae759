import type { z } from 'zod'
import { proposeIncident as propose } from '@/lib/db/incident/propose-incident'
import { rememberState } from '@/lib/db/incident/fold-incident'
import { loadEnvironment } from '@/lib/db/load-plan'
import { readRolesOf } from '@/lib/db/read-roles'
import { withTransaction } from '@/lib/db/transaction'
import { may } from '@/lib/domain/access/roles'
import { DomainError } from '@/lib/domain/errors'
import { ProposeIncident } from '@/lib/domain/run/commands'
import { modeRefusal } from '@/lib/domain/run/mode-refusal'
import type { Recorded } from '@/lib/domain/view/answer'
import type { Asker } from './mutation'
import { parseInput } from './mutation'

/** Opens an incident by hand. A commander who does it holds the command from then on. Throws DomainError. */
export async function proposeIncident(asker: Asker, input: z.input<typeof ProposeIncident>): Promise<Recorded> {
  const proposal = parseInput(ProposeIncident, input)
  const state = await withTransaction(asker.database, async (tx) => {
    const roles = (await readRolesOf(tx, proposal.planKey))(asker.person)
    if (!may(roles, 'incident.propose'))
      throw new DomainError({ code: 'forbidden', message: 'This needs the role commander, approver or responder.' })
    const { planKey, environment: name } = proposal
    const head = await tx.environmentHead.findUnique({ where: { planKey_name: { planKey, name } } })
    const refused = head === null ? null : modeRefusal(proposal.mode, await loadEnvironment(tx, head.hash))
    if (refused !== null) throw new DomainError({ code: 'bad-input', message: refused })
    const commander = roles.includes('commander') ? asker.person : null
    const actor = { kind: 'person', person: asker.person, account: asker.account } as const
    return propose(tx, { ...proposal, alert: null, commander }, actor)
  })
  if (state === null) throw new DomainError({ code: 'not-found', message: 'There is no such plan and environment.' })
  rememberState(state)
  return { incidentId: state.id, sequence: state.sequence, recordedAt: state.proposed.at }
}
