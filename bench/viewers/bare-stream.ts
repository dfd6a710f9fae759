import { createServer, type ServerResponse } from 'node:http'
import { Client } from 'pg'
import { journalHorizon } from '@/lib/db/journal-horizon'
import { createDatabase } from '@/lib/db/client'
import { readSince } from '@/lib/db/read-since'

/**
 * What the transport alone costs: the same notice and the same read, and to every connection what makes an event one and
 * nothing of what is in it. Prints its port.
 */
const url = process.env['DATABASE_URL'] ?? ''
const database = createDatabase(url, { connections: 2 })
const connections = new Set<ServerResponse>()
const client = new Client({ connectionString: url })
let position = await journalHorizon(database)
let reading = false
let again = false

await client.connect()
client.on('notification', () => void read())
await client.query('LISTEN journal')

async function read(): Promise<void> {
  again = true
  if (reading) return
  reading = true
  while (again) {
    again = false
    for (const entry of await readSince(database, position)) {
      position = entry.position
      const text = `event: \ndata: {"stream":"${entry.stream}","sequence":${entry.sequence}}\n\n`
      for (const connection of connections) connection.write(text)
    }
  }
  reading = false
}

const server = createServer((_, response) => {
  response.writeHead(200, { 'content-type': 'text/event-stream' })
  response.write('event: hello\ndata: {}\n\n')
  connections.add(response)
  response.on('close', () => connections.delete(response))
})
server.listen(0, '127.0.0.1', () => {
  const address = server.address()
  console.log(`listening ${typeof address === 'object' ? address?.port : ''}`)
})
