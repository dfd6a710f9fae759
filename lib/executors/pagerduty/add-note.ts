import { seen } from '../seen'
import type { HandsOf } from '../implement'
import type { pagerduty } from '@/lib/domain/system/pagerduty/system'
import { noteText } from '@/lib/domain/system/pagerduty/note-text'
import type { Observation, Receipt } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'
import { correction, undoKeys } from '../undo-key'
import { actingCall, readingCall } from '../call'
import { listNotes, postNote, type PagerdutyCall } from './client'

async function findNote(call: PagerdutyCall, incidentId: string, reference: string): Promise<string | undefined> {
  const notes = await listNotes(call, incidentId)
  return notes.find((note) => note.content.endsWith(noteText('', reference)))?.id
}

async function writeOnce(call: PagerdutyCall, incidentId: string, text: string, reference: string): Promise<Receipt> {
  const found = await findNote(call, incidentId, reference)
  if (found !== undefined) return { requestId: null, facts: { noteId: found }, outputs: { noteId: found } }
  const { value, requestId } = await postNote(call, incidentId, noteText(text, reference))
  return { requestId, facts: { noteId: value.note.id }, outputs: { noteId: value.note.id } }
}

export const addNote: HandsOf<typeof pagerduty, 'addNote'> = {
  hidesFor: hidesFor.lists,

  async observe({ incidentId }, context): Promise<Observation> {
    const noteId = await findNote(readingCall(context), incidentId, context.idempotencyKey)
    return noteId === undefined
      ? seen('absent', 'no note of this command is on the incident')
      : seen('present', 'the note is on the incident', { facts: { noteId }, outputs: { noteId } })
  },

  async execute({ incidentId, text }, context) {
    return writeOnce(actingCall(context), incidentId, text, context.idempotencyKey)
  },

  /** A note cannot be taken back: another one corrects it. */
  async undo({ incidentId }, _before, context) {
    const text = 'Correction: the step that wrote the note above has been rolled back.'
    return writeOnce(actingCall(context), incidentId, text, undoKeys(context.idempotencyKey).undo)
  },

  async undone({ incidentId }, _before, context): Promise<Observation> {
    const notes = await listNotes(readingCall(context), incidentId)
    const keys = undoKeys(context.idempotencyKey)
    const written = notes.some(({ content }) => content.endsWith(noteText('', keys.act)))
    const corrected = notes.some(({ content }) => content.endsWith(noteText('', keys.undo)))
    return correction(written, corrected)
  },
}
