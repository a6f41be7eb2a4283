import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'

// In a process of its own: flags of V8 are for all of it. Prints the size of the young generation after work of which much is kept for a moment.
const PROGRAM = `
  import { getHeapSpaceStatistics } from 'node:v8'
  import { growYoungInBurst, keepHeapSmall } from '${new URL('../../server/shared/small-heap.ts', import.meta.url).href}'
  keepHeapSmall()
  const kept = []
  function work() {
    for (let n = 0; n < 600_000; n += 1) kept[n % 50_000] = { n, text: 'text ' + n }
  }
  const youngMb = () => getHeapSpaceStatistics().find((space) => space.space_name === 'new_space').space_size / 2 ** 20
  work()
  const small = youngMb()
  growYoungInBurst()
  work()
  console.log(JSON.stringify({ small, grown: youngMb() }))`

// A busy machine takes its time to start a process.
describe('growYoungInBurst', { timeout: 30_000 }, () => {
  it('lets the young generation grow that was kept small until then', async () => {
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      'tsx',
      '--input-type=module',
      '--eval',
      PROGRAM,
    ])
    const { small, grown } = JSON.parse(stdout) as { small: number; grown: number }

    expect(small).toBeLessThanOrEqual(4)
    expect(grown).toBeGreaterThan(2 * small)
  })
})
