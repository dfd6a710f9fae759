import { describe, expect, it } from 'vitest'
import type { CommandState } from '@/components/command/command-state'
import { sayUntilHeard } from './say-until-heard'

const unanswered: CommandState = { kind: 'unanswered' }
const recorded: CommandState = { kind: 'recorded', sequence: 7, recordedAt: '', incidentId: null }
const refused = (code: string): CommandState => ({ kind: 'refused', code, message: '', missing: [] })

async function timesSaid(answers: CommandState[], stillFor = 10): Promise<[number, boolean]> {
  let said = 0
  const heard = await sayUntilHeard(
    async () => answers[said++] ?? unanswered,
    async () => undefined,
    () => said < stillFor,
  )
  return [said, heard]
}

describe('saying that a request was seen', () => {
  it('is said again until the journal has answered', async () => {
    expect(await timesSaid([unanswered, unanswered, recorded, recorded])).toEqual([3, true])
  })

  it('is said again where the page was too busy to send it', async () => {
    expect(await timesSaid([refused('not-now'), recorded])).toEqual([2, true])
  })

  it('is said once where it was recorded or refused for good', async () => {
    expect(await timesSaid([recorded])).toEqual([1, true])
    expect(await timesSaid([refused('expired')])).toEqual([1, true])
  })

  it('ends with the page, unheard', async () => {
    expect(await timesSaid([], 2)).toEqual([2, false])
  })
})
