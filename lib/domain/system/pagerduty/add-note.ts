import { z } from 'zod'
import { PagerdutyBinding } from './binding'
import { defineAction } from '../definition'
import { MessageText } from '../parameter/message'
import { curlCommand } from '../text/curl-command'
import { noteText } from './note-text'
import { PagerdutyIncidentId, pagerdutyHeaders } from './incident-id'

export const AddNoteParameters = z.strictObject({ incidentId: PagerdutyIncidentId, text: MessageText })

/** Found again by the reference at the end of its text. Undo adds a note of correction. */
export const addNote = defineAction(PagerdutyBinding, {
  kind: 'pagerduty.addNote',
  title: 'Add a note to a PagerDuty incident',
  parameters: AddNoteParameters,
  outputs: { noteId: 'text' },
  wayBack: 'compensable',
  destroys: null,
  permissions: ['incidents: read, write'],
  example: { incidentId: 'PT4KHLK', text: 'A region failover is being prepared.' },
  note: "PagerDuty keeps no metadata: the note ends with the command's reference in brackets, by which it is found again. Undo adds one note of correction.",
  text: (parameters, target, binding) =>
    curlCommand(
      {
        method: 'POST',
        endpoint: target.endpoint,
        path: `/incidents/${parameters.incidentId}/notes`,
        headers: pagerdutyHeaders(binding),
        body: { note: { content: noteText(parameters.text, '<run>/<step>/<command>') } },
      },
      target,
    ),
})
