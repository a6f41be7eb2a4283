import { afterEach, describe, expect, it } from 'vitest'
import {
  extractTasks,
  findIssueMacros,
  generateTree,
  readPageTreeOptions,
  type PageTreeDeps,
} from '../../../../server/features/confluence-jira/index.ts'
import { read } from '../pages/support/pages.ts'
import { listConnections } from '../../../../server/platform/connections/list-connections.ts'
import { removeConnection } from '../../../../server/platform/connections/remove-connection.ts'
import { aPageWorld, aWorkPackage, DEPLOYMENTS, type PageWorld } from '../a-page-world.ts'

let world: PageWorld

afterEach(async () => {
  const complaints = world.complaints()
  await world.close()
  expect(complaints).toEqual([])
})

interface Given {
  readonly options?: readonly string[]
  readonly deps?: Partial<PageTreeDeps>
}

const told: string[] = []

/** Below the page, as the command calls it. */
async function generate(parentId: string, { options = [], deps = {} }: Given = {}): Promise<string> {
  told.length = 0
  const wanted = ['--parent', parentId, '--space', 'ENG', '--issues', packages().join()]
  const parsed = readPageTreeOptions([...wanted, '--depth', '2', '--children', '2', ...options])
  if (parsed === 'help') throw new Error('no help was asked for')
  const { signal } = new AbortController()
  const tell = (line: string) => void told.push(line)
  const sleep = async (ms: number) => world.later(ms)
  return generateTree({ ...world.deps, sleep, signal, tell, ...deps }, world.scope, parsed)
}

const packages = (): readonly string[] =>
  [...world.sandbox.state.issues.values()].flatMap(({ typeId, key }) => (typeId === '10011' ? [key] : []))

const below = (parentId: string): readonly string[] =>
  [...world.sandbox.state.pages.values()].flatMap((page) => (page.parentId === parentId ? [page.id] : []))

const ids = (parentId: string): readonly string[] => below(parentId).flatMap((id) => [id, ...ids(id)])

const isWrite = ({ method, path }: { readonly method: string; readonly path: string }) =>
  method !== 'GET' && !path.endsWith('bulkfetch')

describe.each(DEPLOYMENTS)('a page tree on %s', (deployment) => {
  it('has pages at every level, with an issue and tasks of every kind that a sync takes', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')

    const said = await generate(top, { options: ['--tasks-per-page', '7'] })

    expect(told).toEqual(['6 pages are made below “Page 1” in ENG.'])
    expect(said).toMatch(/^All 6 pages are there: http/)
    expect(below(top)).toHaveLength(2)
    expect(below(top).map((id) => below(id).length)).toEqual([2, 2])
    const jiraUrl = world.sandbox[deployment === 'cloud' ? 'cloud' : 'dataCenter'].jiraUrl
    const documents = ids(top).map((id) => read(world.storageOf(id)))
    const shown = documents.map((page) => findIssueMacros(page, { jiraUrl }).map(({ key }) => key))
    const [first, second] = packages()
    expect(shown).toEqual([[first], [second], [first], [second], [first], [second]])
    for (const page of documents) {
      const { tasks, malformed } = extractTasks(page, { jiraUrl })
      expect(malformed).toEqual([])
      expect(tasks).toHaveLength(7)
      expect(tasks.filter(({ status }) => status === 'complete')).toHaveLength(1)
      expect(tasks.filter(({ dueDate }) => dueDate !== null)).toHaveLength(2)
      expect(tasks.map(({ context }) => context)).toContainEqual({
        kind: 'text',
        text: expect.stringContaining('Ground floor') as string,
      })
    }
    const run = await world.sync([world.addressOf(top)])
    expect(run.status).toBe('completed')
    expect(new Set(run.results.map(({ outcome }) => outcome))).toEqual(new Set(['created']))
    expect(run.results).toHaveLength(42)
  })

  it('is gone on with where it broke off, and doubles nothing', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')
    const stopping = new AbortController()
    const progress = (line: string) => {
      if (line.startsWith('2 of')) stopping.abort()
    }
    await expect(generate(top, { deps: { signal: stopping.signal, progress } })).rejects.toThrow(
      /^Stopped\. 2 of 6 pages are there\. Run the same command again/,
    )
    expect(ids(top)).toHaveLength(2)

    await generate(top)
    expect(told).toEqual([
      '4 pages are made below “Page 1” in ENG; 2 more are there already and stay as they are.',
    ])
    const made = ids(top)
    expect(made).toHaveLength(6)

    const before = world.sandbox.requests.total
    await generate(top)
    expect(ids(top)).toEqual(made)
    expect(world.sandbox.requests.entries.slice(before).filter(isWrite)).toEqual([])
  })

  it('knows a page whose answer was lost', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')
    world.sandbox.failNext({ matching: /^POST .*(?:content|pages)/, when: 'after', drop: true })

    await generate(top)

    expect(ids(top)).toHaveLength(6)
  })

  it('waits where Confluence takes no more for a while', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')
    world.sandbox.failNext({
      matching: /^POST .*(?:content|pages)/,
      status: 429,
      headers: { 'retry-after': '60' },
    })

    await generate(top)

    expect(told[1]).toMatch(/^No more requests are taken until /)
    expect(ids(top)).toHaveLength(6)
  })

  it('is only drawn with --dry-run', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')
    await generate(top, { options: ['--depth', '1'] })
    const before = world.sandbox.requests.total

    const drawn = await generate(top, { options: ['--dry-run'] })

    expect(drawn.split('\n')).toEqual([
      `Page 1 of the tree below ${top} (is there already)`,
      `  Page 1.1 of the tree below ${top}`,
      `  Page 1.2 of the tree below ${top}`,
      `Page 2 of the tree below ${top} (is there already)`,
      `  Page 2.1 of the tree below ${top}`,
      `  Page 2.2 of the tree below ${top}`,
      '',
      '4 pages would be made below “Page 1” in ENG; 2 more are there already and stay as they are. Nothing was written.',
    ])
    expect(world.sandbox.requests.entries.slice(before).filter(isWrite)).toEqual([])
  })

  it('says what to do about a page, a space or an issue that does not fit, and makes nothing', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')

    await expect(generate('999999999')).rejects.toThrow(/Confluence has no such page/)
    await expect(generate('abc')).rejects.toThrow(/the id of a page has digits only/)
    await expect(generate(top, { options: ['--space', 'OPS'] })).rejects.toThrow(
      `Page ${top}, “Page 1”, is in the space ENG and not in OPS. Say --space ENG, or name another page.`,
    )
    const { key } = aWorkPackage(world)
    await expect(generate(top, { options: ['--issues', `${key},ENG-9999`] })).rejects.toThrow(
      /Not all --issues can be shown:\n {2}ENG-9999: .+\nName others; nothing was made\./,
    )
    expect(ids(top)).toEqual([])
  })

  it('says where a title is taken elsewhere in the space', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')
    world.page('<p>Else</p>', { title: `Page 2 of the tree below ${top}` })

    await expect(generate(top)).rejects.toThrow(
      /Page 2 of the tree below \d+.*The space has a page of this title already[^]*3 of 6 pages are there/,
    )
  })

  it('needs both connections', async () => {
    world = await aPageWorld(deployment)
    const top = world.page('<p>Trials</p>')
    await disconnect('jira')
    await expect(generate(top)).rejects.toThrow(/no connection with Jira\. Make one in the settings/)
    await disconnect('confluence')
    await expect(generate(top)).rejects.toThrow(/no connection with Confluence/)
    expect(ids(top)).toEqual([])
  })
})

async function disconnect(connector: string): Promise<void> {
  const { db } = world.database
  const { items } = await listConnections({ db }, world.scope, { limit: 10 })
  const id = items.find((one) => one.connector === connector)?.id ?? ''
  await removeConnection({ db, beforeRemoval: async () => {}, onChange: async () => {} }, world.scope, { id })
}
