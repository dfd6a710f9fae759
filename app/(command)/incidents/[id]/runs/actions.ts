'use server'

import { act } from '@/lib/http/act'
import { abandonRun as abandonRunService } from '@/lib/services/abandon-run'
import { agreeProposal as agreeProposalService } from '@/lib/services/agree-proposal'
import { giveGo as giveGoService } from '@/lib/services/give-go'
import { pauseRun as pauseRunService } from '@/lib/services/pause-run'
import { resumeRun as resumeRunService } from '@/lib/services/resume-run'
import { rollBackRun as rollBackRunService } from '@/lib/services/roll-back-run'
import { startRun as startRunService } from '@/lib/services/start-run'

export const abandonRun = act(abandonRunService)
export const agreeProposal = act(agreeProposalService)
export const startRun = act(startRunService)
export const giveGo = act(giveGoService)
export const pauseRun = act(pauseRunService)
export const resumeRun = act(resumeRunService)
export const rollBackRun = act(rollBackRunService)
