import type { Actor } from '@/lib/domain/access/actor'
import type { IncidentEvent, PayloadOf } from '@/lib/domain/run/events/event'
import type { Plan } from '@/lib/domain/plan/schema/plan'
import { incidentStream } from '@/lib/domain/run/incident-stream'
import type { IncidentState } from '@/lib/domain/run/state'
import type { Transaction } from '../client'
import { loadPlan } from '../load-plan'
import { lockStream } from '../lock-streams'
import { readDutyHolders } from '../people'
import { readRolesOf } from '../read-roles'
import { IncidentPen } from './incident-pen'

export type Proposal = Pick<PayloadOf<'incident.proposed'>, 'mode' | 'title' | 'alert'> & {
  planKey: string
  environment: string
  /** Who takes the command from the start: a commander who proposes by hand. */
  commander: string | null
}

/**
 * Opens an incident on the plan and environment that are current now, with the duties their default holders. Null when
 * there is no such plan or environment.
 */
export async function proposeIncident(
  tx: Transaction,
  proposal: Proposal,
  actor: Actor,
): Promise<IncidentState | null> {
  const { planKey, environment, mode, title, alert } = proposal
  const planHead = await tx.planHead.findUnique({ where: { key: planKey } })
  const environmentHead = await tx.environmentHead.findUnique({
    where: { planKey_name: { planKey, name: environment } },
  })
  if (planHead === null || environmentHead === null) return null
  const [row] = await tx.$queryRaw<{ number: bigint }[]>`
    SELECT nextval(pg_get_serial_sequence('incident', 'number')) AS number`
  const number = Number(row?.number)
  const incidentId = `INC-${number}`
  const events: IncidentEvent[] = [
    {
      type: 'incident.proposed',
      payload: {
        incidentId,
        number,
        plan: { key: planKey, hash: planHead.hash },
        environment: { name: environment, hash: environmentHead.hash },
        mode,
        title,
        alert,
      },
    },
    ...(await defaultDuties(tx, await loadPlan(tx, planHead.hash), proposal.commander)),
  ]
  const pen = new IncidentPen(await lockStream(tx, incidentStream(incidentId)), null)
  pen.say(actor, events)
  return pen.store(tx)
}

/** Nobody commands by default: the command is taken. Every other duty starts with its holder in the directory. */
async function defaultDuties(tx: Transaction, plan: Plan, commander: string | null): Promise<IncidentEvent[]> {
  const holders = await readDutyHolders(tx, plan.key)
  const rolesOf = await readRolesOf(tx, plan.key)
  return plan.duties.flatMap((duty): IncidentEvent[] => {
    const may = (person: string) => rolesOf(person).includes(duty.role)
    const person = duty.role === 'commander' ? commander : (holders.get(duty.id)?.find(may) ?? null)
    if (person === null || !may(person)) return []
    return [{ type: 'incident.dutyAssigned', payload: { duty: duty.id, person } }]
  })
}
