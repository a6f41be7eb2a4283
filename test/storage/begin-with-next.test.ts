import { describe, expect, it } from 'vitest'
import { AROUND_NEXT, beginWithNext, type Query } from '../../server/storage/begin-with-next.ts'

const answer = (rows: Record<string, unknown>[] = []) => ({ command: 'SELECT' as const, rowCount: 0, rows })

describe('beginWithNext', () => {
  it('sends the beginning and the first statement without waiting in between', async () => {
    const sent: string[] = []
    const answers: (() => void)[] = []
    const query = beginWithNext((text) => {
      sent.push(text)
      return new Promise((resolve) => answers.push(() => resolve(answer([{ text }]))))
    })

    await query('begin; set local role x', [])
    const first = query('select 1', [])
    const sentAtOnce = [...sent]
    for (const settle of answers) settle()

    expect(sentAtOnce).toEqual(['begin; set local role x', 'select 1'])
    expect((await first).rows).toEqual([{ text: 'select 1' }])
  })

  it('sends nothing of a transaction that is given up before its first statement', async () => {
    const sent: string[] = []
    const query = beginWithNext(async (text) => {
      sent.push(text)
      return answer()
    })

    await query('begin; set local role x', [])
    await query('rollback', [])
    await query('begin; set local role y', [])
    await query('select 1', [])
    await query('rollback', [])

    expect(sent).toEqual(['begin; set local role y', 'select 1', 'rollback'])
  })

  it('tells the failure of the beginning, not what follows from it', async () => {
    const failing: Query = async (text) => {
      throw new Error(text.startsWith('begin;') ? 'connection lost' : 'no transaction')
    }
    const query = beginWithNext(failing)

    await query('begin; set local role x', [])

    await expect(query('select 1', [])).rejects.toThrow('connection lost')
  })

  it('leaves later statements alone', async () => {
    const query = beginWithNext(async (text) => {
      if (text === 'bad') throw new Error('syntax error')
      return answer([{ text }])
    })

    await query('begin; set local role x', [])
    await query('select 1', [])

    await expect(query('bad', [])).rejects.toThrow('syntax error')
    expect((await query('rollback', [])).rows).toEqual([{ text: 'rollback' }])
  })

  it('sends the end too where it is known, and refuses what comes after it', async () => {
    const sent: string[] = []
    const query = beginWithNext(async (text) => {
      sent.push(text)
      return answer([{ text }])
    })

    await query(`begin; set local role x${AROUND_NEXT}commit`, [])
    const result = await query('select 1', [])

    expect(sent).toEqual(['begin; set local role x', 'select 1', 'commit'])
    expect(result.rows).toEqual([{ text: 'select 1' }])
    await expect(query('select 2', [])).rejects.toThrow('has ended')
  })

  it('fails with an end that fails', async () => {
    const query = beginWithNext(async (text) => {
      if (text === 'commit') throw new Error('connection lost')
      return answer([])
    })

    await query(`begin; set local role x${AROUND_NEXT}commit`, [])

    await expect(query('insert', [])).rejects.toThrow('connection lost')
  })

  it('sends nothing more after an end that fails: the connection may be somebody else’s by then', async () => {
    const sent: string[] = []
    const query = beginWithNext(async (text) => {
      sent.push(text)
      if (text === 'commit') throw new Error('deferred')
      return answer()
    })

    await query('begin; set local role x', [])
    await query('select 1', [])
    await expect(query('commit', [])).rejects.toThrow('deferred')
    await query('rollback', [])

    expect(sent).toEqual(['begin; set local role x', 'select 1', 'commit'])
    await expect(query('select 2', [])).rejects.toThrow('has ended')
  })
})
