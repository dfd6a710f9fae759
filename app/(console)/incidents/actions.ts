'use server'

import { act } from '@/lib/http/act'
import { assignDuty as assignDutyService } from '@/lib/services/assign-duty'
import { attestGate as attestGateService } from '@/lib/services/attest-gate'
import { closeIncident as closeIncidentService } from '@/lib/services/close-incident'
import { correctImpact as correctImpactService } from '@/lib/services/correct-impact'
import { declareIncident as declareIncidentService } from '@/lib/services/declare-incident'
import { proposeIncident as proposeIncidentService } from '@/lib/services/propose-incident'
import { recordDecision as recordDecisionService } from '@/lib/services/record-decision'

export const proposeIncident = act(proposeIncidentService)
export const declareIncident = act(declareIncidentService)
export const assignDuty = act(assignDutyService)
export const attestGate = act(attestGateService)
export const correctImpact = act(correctImpactService)
export const recordDecision = act(recordDecisionService)
export const closeIncident = act(closeIncidentService)
