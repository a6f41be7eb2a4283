import { describe, expect, it } from 'vitest'
import { inChunks } from '../../server/shared/in-chunks.ts'

const never = new AbortController().signal

describe('inChunks', () => {
  it('goes on until a step does fewer than it could', async () => {
    const chunks = [10, 10, 3, 10]

    expect(await inChunks(10, never, async () => chunks.shift() ?? 0)).toBe(23)
    expect(chunks).toEqual([10])
  })

  it('looks once more after a last full chunk', async () => {
    const chunks = [10, 0]

    expect(await inChunks(10, never, async () => chunks.shift() ?? -1)).toBe(10)
    expect(chunks).toEqual([])
  })

  it('stops between two steps', async () => {
    const stopping = new AbortController()
    let steps = 0
    const stopped = inChunks(1, stopping.signal, async () => {
      steps += 1
      if (steps === 2) stopping.abort(new Error('stopping'))
      return 1
    })

    await expect(stopped).rejects.toThrow('stopping')
    expect(steps).toBe(2)
  })
})
