'use server'

import { act } from '@/lib/http/act'
import { giveApproval as giveApprovalService } from '@/lib/services/give-approval'
import { refuseApproval as refuseApprovalService } from '@/lib/services/refuse-approval'
import { requestApproval as requestApprovalService } from '@/lib/services/request-approval'

export const requestApproval = act(requestApprovalService)
export const giveApproval = act(giveApprovalService)
export const refuseApproval = act(refuseApprovalService)
