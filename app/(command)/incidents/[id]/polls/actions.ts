'use server'

import { act } from '@/lib/http/act'
import { answerPoll as answerPollService } from '@/lib/services/answer-poll'
import { callPoll as callPollService } from '@/lib/services/call-poll'
import { closePoll as closePollService } from '@/lib/services/close-poll'

export const callPoll = act(callPollService)
export const answerPoll = act(answerPollService)
export const closePoll = act(closePollService)
