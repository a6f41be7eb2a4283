import type { PostgresPool } from 'kysely'
import { describe, expect, it } from 'vitest'
import { createEmbeddedPool } from '../../server/storage/embedded/embedded-pool.ts'
import type { WorkerClient } from '../../server/storage/embedded/worker-client.ts'

function aPool() {
  const sent: string[] = []
  const client = {
    request: async (_kind: string, text: string) => {
      sent.push(text)
      return { rows: [], affectedRows: 0 }
    },
  }
  return { pool: createEmbeddedPool(client as unknown as WorkerClient), sent }
}

async function runOn(pool: PostgresPool, text: string): Promise<void> {
  const connection = await pool.connect()
  await connection.query(text, [])
  connection.release()
}

describe('createEmbeddedPool', () => {
  it('gives turns in the order in which they are asked for, urgent ones before all that wait', async () => {
    const { pool, sent } = aPool()
    const first = await pool.connect()

    const others = [runOn(pool, 'a'), runOn(pool, 'b'), runOn(pool.urgent, 'x'), runOn(pool.urgent, 'y')]
    expect(pool.load()).toMatchObject({ inUse: 1, waiting: 4 })
    await first.query('first', [])
    first.release()
    await Promise.all(others)

    expect(sent).toEqual(['first', 'x', 'y', 'a', 'b'])
    expect(pool.load()).toMatchObject({ inUse: 0, waiting: 0 })
  })

  it('lets nobody into a transaction, however urgent', async () => {
    const { pool, sent } = aPool()
    const mine = await pool.connect()
    await mine.query('begin; select 1', [])

    const urgent = runOn(pool.urgent, 'x')
    await mine.query('mine', [])
    await mine.query('commit', [])
    await urgent

    expect(sent).toEqual(['begin; select 1', 'mine', 'commit', 'x'])
  })
})
