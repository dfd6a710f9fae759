import { describe, expect, it } from 'vitest'
import { refusedState } from '@/components/command/refused-state'
import { abortAnswer } from './abort-answer'

const refused = (code: string, message = 'words of the server') => refusedState({ code, message })

describe('a stop that the journal answered with no number', () => {
  it('says what to do by hand when the journal is lost, and claims nothing', () => {
    expect(abortAnswer({ kind: 'unanswered' }, false)).toMatchObject({ head: 'no answer', byHand: true, signIn: false })
    expect(abortAnswer({ kind: 'unanswered' }, false)?.words).toMatch(
      /not known whether it was recorded.*press it again.*by hand:$/i,
    )
  })

  it('leads whoever is signed out to the sign-in and back', () => {
    expect(abortAnswer(refused('signed-out'), false)).toMatchObject({
      head: 'not recorded',
      signIn: true,
      byHand: false,
    })
  })

  it('says that it stops already, and alarms nobody about it', () => {
    expect(abortAnswer(refused('already-done'), false)).toMatchObject({ status: 'ok', head: 'already stopping' })
  })

  it('says that it is to be pressed again once the journal answers and does not hold it', () => {
    const said = abortAnswer(refused('not-recorded', ''), false)
    expect(said).toMatchObject({ status: 'breached', head: 'not recorded', byHand: false })
    expect(said?.words).toMatch(/does not hold it.*press it again/i)
  })

  it('says what to do by hand while the database takes nothing', () => {
    const said = abortAnswer(refused('not-stored', 'Nothing was recorded. The disk is full.'), false)
    expect(said).toMatchObject({ head: 'not recorded', byHand: true })
    expect(said?.words).toMatch(/^Nothing was recorded\..*again then.*by hand:$/)
  })

  it.each(['forbidden', 'not-now', 'not-found'])(
    'says why a rule (%s) refused it, in the words of the server',
    (code) => {
      expect(abortAnswer(refused(code), false)).toMatchObject({
        head: 'not recorded',
        words: 'words of the server',
        signIn: false,
        byHand: false,
      })
    },
  )

  it('says what to do by hand while the answer is late, and that it may still come', () => {
    expect(abortAnswer({ kind: 'recording' }, false)).toBeNull()
    expect(abortAnswer({ kind: 'recording' }, true)).toMatchObject({ head: 'not known yet', byHand: true })
    expect(abortAnswer({ kind: 'recording' }, true)?.words).toMatch(/still waited for.*by hand:$/)
  })

  it('leaves a recorded one to its number', () => {
    expect(abortAnswer({ kind: 'recorded', sequence: 41, recordedAt: '', incidentId: null }, true)).toBeNull()
  })
})
