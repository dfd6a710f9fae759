/**
 * What a role's session is called, so that the account's log can be joined to the journal: of a step's command the run
 * and the step, `breakwater-INC-1-R1-S7`; of a reading the console alone, since it belongs to no incident.
 */
export function sessionName(idempotencyKey: string | undefined): string {
  const [run, step] = idempotencyKey?.split('/') ?? []
  const parts = ['breakwater', run, step].filter((part) => part !== undefined && part !== '')
  return parts
    .join('-')
    .replace(/[^\w+=,.@-]/g, '_')
    .slice(0, 64)
}
