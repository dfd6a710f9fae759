'use server'

import { act } from '@/lib/http/act'
import { askAgain as askAgainService } from '@/lib/services/ask-again'
import { giveApproval as giveApprovalService } from '@/lib/services/give-approval'
import { refuseApproval as refuseApprovalService } from '@/lib/services/refuse-approval'
import { requestApproval as requestApprovalService } from '@/lib/services/request-approval'
import { seeApproval as seeApprovalService } from '@/lib/services/see-approval'

export const requestApproval = act(requestApprovalService)
export const askAgain = act(askAgainService)
export const seeApproval = act(seeApprovalService)
export const giveApproval = act(giveApprovalService)
export const refuseApproval = act(refuseApprovalService)
