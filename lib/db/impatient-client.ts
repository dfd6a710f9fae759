import { Client, type ClientConfig } from 'pg'

/** How long a client waits, milliseconds. */
interface Patience {
  connection: number
  answer: number
}

/**
 * A client that gives its connection up when the server does not answer in time: a host that vanished sends no reset,
 * and TCP goes on trying for a quarter of an hour. Whoever waited hears an error, and the pool opens another connection.
 */
export function impatientClient({ connection, answer }: Patience): typeof Client {
  return class ImpatientClient extends Client {
    constructor(config?: ClientConfig) {
      super({ ...config, connectionTimeoutMillis: connection })
      // `query` has eight overloads; what they share is that they end by a callback or by a promise.
      const ask = this.query.bind(this) as (...args: unknown[]) => unknown
      const asking = (...args: unknown[]): unknown => {
        const stop = this.giveUpAfter(answer)
        const last = args.at(-1)
        if (typeof last === 'function')
          return ask(...args.slice(0, -1), (...answer: unknown[]) => {
            stop()
            ;(last as (...answer: unknown[]) => void)(...answer)
          })
        const answered = ask(...args)
        if (answered instanceof Promise) answered.then(stop, stop)
        else stop()
        return answered
      }
      this.query = asking as typeof this.query
    }

    private giveUpAfter(limit: number): () => void {
      const timer = setTimeout(() => {
        const { stream } = (this as unknown as { connection: { stream: { destroy(error: Error): void } } }).connection
        stream.destroy(new Error(`the database did not answer within ${limit} ms`))
      }, limit)
      return () => clearTimeout(timer)
    }
  }
}
