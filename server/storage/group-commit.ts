import { AppError, codeOf } from '../shared/errors.ts'

export interface GroupCommitOptions<Row, Result> {
  /** Stores the rows of one lane and answers in their order; after a failure a row may be given to it again, stored or not. */
  readonly commit: (lane: string, rows: readonly Row[]) => Promise<readonly Result[]>
  /** Rows of a lane with the same key are never in flight together: they are stored in the order in which they came. */
  readonly keyOf: (row: Row) => string
  readonly bytesOf: (row: Row) => number
  readonly inFlight: number
  readonly maxBatch: number
  readonly maxBatchBytes: number
  readonly maxWaiting: number
  readonly maxWaitingBytes: number
}

const MOMENT_MS = 200
// Data the database refuses, a broken constraint, or a conflict with another transaction that does not come back.
const ROWS_FAULTS = ['22', '23', '40']

/** How much the writes want the processor and the database for themselves. */
export type Pressure = 'none' | 'some' | 'high'

interface Waiting<Row, Result> {
  readonly row: Row
  readonly key: string
  resolve(result: Result): void
  reject(error: unknown): void
}

interface Lane<Row, Result> {
  waiting: Waiting<Row, Result>[]
  readonly busyKeys: Set<string>
}

/** Many small writes as few transactions. A batch is whatever came while the one before was being stored: no timer, no delay. */
export class GroupCommit<Row, Result> {
  readonly #options: GroupCommitOptions<Row, Result>
  readonly #lanes = new Map<string, Lane<Row, Result>>()
  #inFlight = 0
  #waiting = 0
  #waitingBytes = 0
  #waitedUntilMs = 0
  #storedUntilMs = 0
  #willPump = false

  constructor(options: GroupCommitOptions<Row, Result>) {
    this.#options = options
  }

  /** `high` while rows wait that no transaction has taken yet, `some` while any come; a moment longer each, since the line empties and fills all the time. */
  get pressure(): Pressure {
    const now = performance.now()
    if (this.#waiting > 0 || now < this.#waitedUntilMs) return 'high'
    return this.#inFlight > 0 || now < this.#storedUntilMs ? 'some' : 'none'
  }

  /** Settles when the row's transaction has ended. */
  push(laneName: string, row: Row): Promise<Result> {
    const { keyOf, bytesOf, maxWaiting, maxWaitingBytes } = this.#options
    if (this.#waiting >= maxWaiting || this.#waitingBytes + bytesOf(row) > maxWaitingBytes)
      return Promise.reject(
        new AppError('NOT_READY', 'Too much waits to be stored. Send this again shortly.', {
          retryAfterSeconds: 1,
        }),
      )
    const lane = this.#lanes.get(laneName) ?? { waiting: [], busyKeys: new Set<string>() }
    this.#lanes.set(laneName, lane)
    this.#waiting += 1
    this.#waitingBytes += bytesOf(row)
    return new Promise<Result>((resolve, reject) => {
      lane.waiting.push({ row, key: keyOf(row), resolve, reject })
      this.#pumpSoon()
    })
  }

  /** What arrives in the same turn of the event loop goes together; this costs no time. */
  #pumpSoon(): void {
    if (this.#willPump) return
    this.#willPump = true
    setImmediate(() => {
      this.#willPump = false
      this.#pump()
      this.#storedUntilMs = performance.now() + MOMENT_MS
      if (this.#waiting > 0) this.#waitedUntilMs = performance.now() + MOMENT_MS
    })
  }

  #pump(): void {
    for (const [name, lane] of this.#lanes) {
      if (this.#inFlight >= this.#options.inFlight) return
      const batch = this.#take(lane)
      if (batch.length === 0) continue
      // To the end of the line: a busy workspace does not hold up the others.
      this.#lanes.delete(name)
      this.#lanes.set(name, lane)
      this.#inFlight += 1
      void this.#store(name, batch).then(() => this.#release(name, lane, batch))
    }
  }

  #take(lane: Lane<Row, Result>): Waiting<Row, Result>[] {
    const { bytesOf, maxBatch, maxBatchBytes } = this.#options
    const batch: Waiting<Row, Result>[] = []
    const left: Waiting<Row, Result>[] = []
    let bytes = 0
    for (const [index, waiting] of lane.waiting.entries()) {
      const size = bytesOf(waiting.row)
      if (batch.length === maxBatch || (batch.length > 0 && bytes + size > maxBatchBytes)) {
        left.push(...lane.waiting.slice(index))
        break
      }
      if (lane.busyKeys.has(waiting.key)) left.push(waiting)
      else {
        batch.push(waiting)
        lane.busyKeys.add(waiting.key)
        bytes += size
      }
    }
    lane.waiting = left
    this.#waiting -= batch.length
    this.#waitingBytes -= bytes
    return batch
  }

  #release(name: string, lane: Lane<Row, Result>, batch: readonly Waiting<Row, Result>[]): void {
    for (const { key } of batch) lane.busyKeys.delete(key)
    if (lane.waiting.length === 0 && lane.busyKeys.size === 0) this.#lanes.delete(name)
    this.#inFlight -= 1
    if (this.#waiting > 0) this.#pumpSoon()
  }

  /** Never rejects: every row of the batch is told. */
  async #store(name: string, batch: readonly Waiting<Row, Result>[]): Promise<void> {
    try {
      const results = await this.#options.commit(
        name,
        batch.map(({ row }) => row),
      )
      for (const [index, waiting] of batch.entries()) {
        const result = results[index]
        if (result === undefined) waiting.reject(new Error('a stored batch answered fewer rows than it had'))
        else waiting.resolve(result)
      }
    } catch (error) {
      // One bad row does not fail the others.
      if (batch.length > 1 && isRowsFault(error))
        for (const waiting of batch) await this.#store(name, [waiting])
      else for (const waiting of batch) waiting.reject(error)
    }
  }
}

function isRowsFault(error: unknown): boolean {
  return ROWS_FAULTS.includes(codeOf(error)?.slice(0, 2) ?? '')
}
