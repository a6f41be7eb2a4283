import type { HttpClient } from '../../server/platform/outbound/index.ts'
import type { Db } from '../../server/storage/db.ts'

/** A process that dies: everything that it does outside of itself goes through here. */
export interface Mortal {
  readonly db: Db
  readonly client: Pick<HttpClient, 'send'>
  /** How many transactions and requests it has begun since it was born. */
  actions(): number
  /** Dies at that action: before it begins, or when it is over and nobody has heard of it. */
  dieAt(action: number, when: 'before' | 'after'): void
  isDead(): boolean
  reborn(): void
}

export class Killed extends Error {
  constructor() {
    super('killed')
    this.name = 'Killed'
  }
}

export function mortal(real: { readonly db: Db; readonly client: Pick<HttpClient, 'send'> }): Mortal {
  let count = 0
  let dead = false
  let death: { readonly action: number; readonly when: 'before' | 'after' } | undefined
  const act = async <T>(run: () => Promise<T>): Promise<T> => {
    if (dead) throw new Killed()
    count += 1
    const isLast = count === death?.action
    if (isLast && death?.when === 'before') {
      dead = true
      throw new Killed()
    }
    const result = await run()
    if (isLast) dead = true
    if (dead) throw new Killed()
    return result
  }
  return {
    db: new Proxy(real.db, {
      get: (db, name) => {
        if (name === 'connection')
          return () => ({
            execute: (run: (tx: Db) => Promise<unknown>) => act(() => db.connection().execute(run)),
          })
        const value: unknown = Reflect.get(db, name, db)
        return typeof value === 'function' ? value.bind(db) : value
      },
    }),
    client: { send: (request) => act(() => real.client.send(request)) },
    actions: () => count,
    dieAt: (action, when) => {
      death = { action, when }
    },
    isDead: () => dead,
    reborn: () => {
      dead = false
      death = undefined
      count = 0
    },
  }
}
