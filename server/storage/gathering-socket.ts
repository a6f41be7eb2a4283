import { Socket } from 'node:net'
import { nextTick } from 'node:process'

type Told = (error?: Error | null) => void

/** Sends what is written in the same turn of the event loop as one piece: pg writes message by message, each a call into the kernel. */
export class GatheringSocket extends Socket {
  #gathers = false

  constructor() {
    super()
    // Node puts its own write back when a socket connects.
    this.on('connect', () => Reflect.deleteProperty(this, 'write'))
  }

  override write(chunk: Uint8Array | string, encoding?: BufferEncoding | Told, told?: Told): boolean {
    if (!this.#gathers) {
      this.#gathers = true
      this.cork()
      nextTick(() => {
        this.#gathers = false
        this.uncork()
      })
    }
    return typeof encoding === 'string'
      ? super.write(chunk, encoding, told)
      : super.write(chunk, encoding ?? told)
  }
}
