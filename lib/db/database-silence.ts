/** One word a process, also when a bundler loads this module twice. */
const shared = globalThis as { [key: symbol]: { silent: boolean } | undefined }
const heard = (shared[Symbol.for('breakwater.database-silence')] ??= { silent: false })

/** Told by whoever reads the database all the time; everybody else would have to wait to find out. */
export function noteDatabase(now: 'answers' | 'silent'): void {
  heard.silent = now === 'silent'
}

/** Whether asking the database is known to lead to waiting only. False also where nobody has looked yet. */
export function databaseIsSilent(): boolean {
  return heard.silent
}
