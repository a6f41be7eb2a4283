import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { messageOf } from '../../shared/errors.ts'
import { importExpression } from './import-expression.ts'
import type {
  EmbeddedFailure,
  EmbeddedParameter,
  EmbeddedRequest,
  EmbeddedResponse,
  EmbeddedResult,
  EmbeddedWorkerData,
} from './protocol.ts'

/** Carries the SQLSTATE on `code`, as the errors of pg do. */
class EmbeddedDatabaseError extends Error {
  readonly code: string | undefined
  readonly detail: string | undefined
  readonly constraint: string | undefined

  constructor(failure: EmbeddedFailure) {
    super(failure.message)
    this.name = 'EmbeddedDatabaseError'
    this.code = failure.code
    this.detail = failure.detail
    this.constraint = failure.constraint
  }
}

export interface WorkerListener {
  notification(channel: string, payload: string): void
  /** The database has ended by itself; nothing is answered any more. */
  death(reason: string): void
}

interface Waiting {
  resolve(result: EmbeddedResult): void
  reject(error: Error): void
}

// The thread's JavaScript only hands rows on, so V8 may collect its garbage the sooner. No limit on what lives long: a large answer must
// not end the database.
const HEAP = { maxYoungGenerationSizeMb: 8 }

/** The main thread's end of the embedded database: requests answered in order, notifications handed on. */
export class WorkerClient {
  readonly #worker: Worker
  readonly #waiting = new Map<number, Waiting>()
  readonly #listener: WorkerListener
  #lastId = 0
  #outgoing: EmbeddedRequest[] = []
  #isClosing = false
  #ended: Error | undefined

  private constructor(worker: Worker, listener: WorkerListener) {
    this.#worker = worker
    this.#listener = listener
    worker.on('message', (responses: readonly EmbeddedResponse[]) => {
      for (const response of responses) this.#receive(response)
    })
    worker.on('error', (error) => this.#end(messageOf(error)))
    worker.on('exit', () => this.#end('its thread has stopped'))
  }

  /** Rejects with an EmbeddedDatabaseError when the directory cannot be opened. */
  static async open(data: EmbeddedWorkerData, listener: WorkerListener): Promise<WorkerClient> {
    const worker = new Worker(importExpression('pglite-worker'), {
      workerData: data,
      eval: true,
      resourceLimits: HEAP,
    })
    const [[first]] = (await once(worker, 'message')) as [[EmbeddedResponse]]
    if (first.kind === 'refused' || first.kind === 'died') throw new EmbeddedDatabaseError(first.failure)
    return new WorkerClient(worker, listener)
  }

  request(
    kind: EmbeddedRequest['kind'],
    text: string,
    values?: readonly EmbeddedParameter[],
  ): Promise<EmbeddedResult> {
    if (this.#ended) return Promise.reject(this.#ended)
    const id = (this.#lastId += 1)
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#send({ id, kind, text, ...(values === undefined ? {} : { values }) })
    })
  }

  /** What is asked in one go crosses in one message, and so do its answers: waking the other thread costs more than a short statement. */
  #send(request: EmbeddedRequest): void {
    if (this.#outgoing.push(request) > 1) return
    queueMicrotask(() => {
      this.#worker.postMessage(this.#outgoing)
      this.#outgoing = []
    })
  }

  async close(): Promise<void> {
    if (this.#ended) return
    this.#isClosing = true
    const exited = once(this.#worker, 'exit')
    await this.request('close', '')
    await exited
  }

  #receive(response: EmbeddedResponse): void {
    switch (response.kind) {
      case 'notification':
        this.#listener.notification(response.channel, response.payload)
        return
      case 'died':
        this.#end(response.failure.message)
        return
      case 'result':
        this.#take(response.id)?.resolve(withBuffers(response.result))
        return
      case 'failure':
        this.#take(response.id)?.reject(new EmbeddedDatabaseError(response.failure))
        return
      case 'opened':
      case 'refused':
        return
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id)
    this.#waiting.delete(id)
    return waiting
  }

  #end(reason: string): void {
    if (this.#ended) return
    this.#ended = new Error(`Connection terminated: the embedded database has stopped (${reason})`)
    for (const waiting of this.#waiting.values()) waiting.reject(this.#ended)
    this.#waiting.clear()
    if (this.#isClosing) return
    void this.#worker.terminate()
    this.#listener.death(reason)
  }
}

function withBuffers(result: EmbeddedResult): EmbeddedResult {
  for (const column of result.byteColumns)
    for (const row of result.rows) {
      const bytes = row[column]
      if (bytes instanceof Uint8Array)
        row[column] = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    }
  return result
}
