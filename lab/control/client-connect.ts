import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** A failure to tell the person at the terminal as it stands, without a stack. */
export class LabCommandError extends Error {}

export interface ControlClient {
  get(path: string): Promise<unknown>
  send(method: 'POST' | 'DELETE', path: string, body?: object): Promise<unknown>
}

/** Finds the running lab by the `lab.json` in its data directory. */
export function connectToLab(dataDirectory: string): ControlClient {
  const address = controlAddress(dataDirectory)
  const call = async (method: string, path: string, body?: object): Promise<unknown> => {
    const request = { method, ...(body ? { body: JSON.stringify(body), headers: jsonHeaders } : {}) }
    const response = await fetch(`${address}${path}`, request).catch(() => {
      throw new LabCommandError(
        `the lab of ${dataDirectory} does not answer at ${address}; start it: npx breakwater lab start, or npm run up`,
      )
    })
    const reply: unknown = await response.json()
    if (!response.ok) throw new LabCommandError(errorOf(reply) ?? `${method} ${path}: HTTP ${response.status}`)
    return reply
  }
  return { get: (path) => call('GET', path), send: call }
}

const jsonHeaders = { 'content-type': 'application/json' }

function controlAddress(dataDirectory: string): string {
  const file = join(dataDirectory, 'lab.json')
  if (!existsSync(file)) {
    throw new LabCommandError(
      `no lab has been started in ${dataDirectory}; start one: npx breakwater lab start, or npm run up`,
    )
  }
  const about: unknown = JSON.parse(readFileSync(file, 'utf8'))
  const control = typeof about === 'object' && about !== null && 'control' in about ? about.control : null
  if (typeof control !== 'string') throw new LabCommandError(`${file} names no control address`)
  return control
}

function errorOf(reply: unknown): string | null {
  if (typeof reply !== 'object' || reply === null || !('error' in reply)) return null
  return typeof reply.error === 'string' ? reply.error : null
}
