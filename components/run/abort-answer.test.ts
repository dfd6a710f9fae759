import { describe, expect, it } from 'vitest'
import { refusedState } from '@/components/command/refused-state'
import { abortAnswer } from './abort-answer'

const refused = (code: string, message = 'words of the server') => refusedState({ code, message })

describe('a stop that the journal answered with no number', () => {
  it('says what to do by hand when the journal is lost, and claims nothing', () => {
    expect(abortAnswer({ kind: 'unanswered' })).toMatchObject({ head: 'no answer', byHand: true, signIn: false })
    expect(abortAnswer({ kind: 'unanswered' })?.words).toMatch(/take it as not recorded.*press it again.*by hand:$/i)
  })

  it('leads whoever is signed out to the sign-in and back', () => {
    expect(abortAnswer(refused('signed-out'))).toMatchObject({ head: 'not recorded', signIn: true, byHand: false })
  })

  it('says that it stops already, and alarms nobody about it', () => {
    expect(abortAnswer(refused('already-done'))).toMatchObject({ status: 'ok', head: 'already stopping' })
  })

  it.each(['forbidden', 'not-now', 'not-found'])(
    'says why a rule (%s) refused it, in the words of the server',
    (code) => {
      expect(abortAnswer(refused(code))).toMatchObject({
        head: 'not recorded',
        words: 'words of the server',
        signIn: false,
        byHand: false,
      })
    },
  )

  it('says what to do by hand when no rule of the console refused it', () => {
    expect(abortAnswer(refusedState({}))).toMatchObject({ head: 'not recorded', byHand: true })
  })

  it('leaves a recorded one to its number', () => {
    expect(abortAnswer({ kind: 'recorded', sequence: 41, recordedAt: '', incidentId: null })).toBeNull()
  })
})
