import { Socket } from 'node:net'

type Told = (error?: Error | null) => void

/** Sends what is written in the same turn of the event loop as one piece: pg writes message by message, each a call into the kernel. */
export class GatheringSocket extends Socket {
  #gathers = false

  override connect(...to: unknown[]): this {
    Reflect.apply(super.connect, this, to)
    // Node puts its own write back when a socket connects (again).
    Reflect.deleteProperty(this, 'write')
    return this
  }

  override write(chunk: Uint8Array | string, encoding?: BufferEncoding | Told, told?: Told): boolean {
    if (!this.#gathers) {
      this.#gathers = true
      this.cork()
      process.nextTick(() => {
        this.#gathers = false
        this.uncork()
      })
    }
    return typeof encoding === 'string'
      ? super.write(chunk, encoding, told)
      : super.write(chunk, encoding ?? told)
  }
}
