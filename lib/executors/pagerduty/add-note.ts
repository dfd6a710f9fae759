import { AddNoteParameters } from '@/lib/domain/action/pagerduty/add-note'
import { noteText } from '@/lib/domain/action/pagerduty/note-text'
import type { ActionExecutor, Observation, Receipt } from '@/lib/engine/ports'
import { hidesFor } from '../hides-for'
import { parseParameters } from '../parse-parameters'
import { correction, undoKeys } from '../undo-key'
import { actingCall, readingCall } from './call-for'
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

export const addNote: ActionExecutor = {
  kind: 'pagerduty.addNote',
  hidesFor: hidesFor.lists,

  async observe(command, context): Promise<Observation> {
    const { incidentId } = parseParameters(AddNoteParameters, command.parameters)
    const noteId = await findNote(readingCall(context), incidentId, context.idempotencyKey)
    return noteId === undefined
      ? { effect: 'absent', facts: {}, outputs: {}, detail: 'no note of this command is on the incident' }
      : { effect: 'present', facts: { noteId }, outputs: { noteId }, detail: 'the note is on the incident' }
  },

  async execute(command, context) {
    const { incidentId, text } = parseParameters(AddNoteParameters, command.parameters)
    return writeOnce(actingCall(context), incidentId, text, context.idempotencyKey)
  },

  /** A note cannot be taken back: another one corrects it. */
  async undo(command, _before, context) {
    const { incidentId } = parseParameters(AddNoteParameters, command.parameters)
    const text = 'Correction: the step that wrote the note above has been rolled back.'
    return writeOnce(actingCall(context), incidentId, text, undoKeys(context.idempotencyKey).undo)
  },

  async undone(command, _before, context): Promise<Observation> {
    const { incidentId } = parseParameters(AddNoteParameters, command.parameters)
    const notes = await listNotes(readingCall(context), incidentId)
    const keys = undoKeys(context.idempotencyKey)
    const written = notes.some(({ content }) => content.endsWith(noteText('', keys.act)))
    const corrected = notes.some(({ content }) => content.endsWith(noteText('', keys.undo)))
    return correction(written, corrected)
  },
}
