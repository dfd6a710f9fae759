'use server'

import { act } from '@/lib/http/act'
import { attestStep as attestStepService } from '@/lib/services/attest-step'
import { confirmStep as confirmStepService } from '@/lib/services/confirm-step'
import { countStep as countStepService } from '@/lib/services/count-step'
import { retryStep as retryStepService } from '@/lib/services/retry-step'
import { settleOutcome as settleOutcomeService } from '@/lib/services/settle-outcome'
import { skipStep as skipStepService } from '@/lib/services/skip-step'
import { takeOverStep as takeOverStepService } from '@/lib/services/take-over-step'

export const settleOutcome = act(settleOutcomeService)
export const retryStep = act(retryStepService)
export const countStep = act(countStepService)
export const skipStep = act(skipStepService)
export const takeOverStep = act(takeOverStepService)
export const attestStep = act(attestStepService)
export const confirmStep = act(confirmStepService)
