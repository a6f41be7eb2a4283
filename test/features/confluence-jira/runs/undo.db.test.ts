import { afterEach, describe, expect, it } from 'vitest'
import {
  aPageWorld,
  aWorkPackage,
  DEPLOYMENTS,
  listXml,
  macroXml,
  taskXml,
  type PageWorld,
} from '../a-page-world.ts'

let world: PageWorld

afterEach(async () => {
  const complaints = world.complaints()
  await world.close()
  expect(complaints).toEqual([])
})

const statusOf = (key: string | null | undefined): string | undefined => {
  const issue = world.issues().find((one) => one.key === key)
  return world.sandbox.state.statuses.get(issue?.statusId ?? '')?.name
}

async function synced(...words: readonly string[]) {
  const tasks = words.map((word, index) => taskXml(index + 1, word))
  const body = `<p>${macroXml(aWorkPackage(world).key)}</p>${listXml(...tasks)}<p>The end</p>`
  const pageId = world.page(body)
  const run = await world.sync([world.addressOf(pageId)])
  return { body, pageId, run }
}

describe.each(DEPLOYMENTS)('an undo on %s', (deployment) => {
  it('gives the page back to the last byte and moves the issues, once', async () => {
    world = await aPageWorld(deployment)
    const { body, pageId, run } = await synced('Order cables', 'Call the plumber')
    const [first] = run.results
    world.sandbox.setStatus(first?.issueKey ?? '', 'In Progress')

    const undone = await world.undo(run.id)
    expect(undone.results.map(({ outcome }) => outcome)).toEqual(['undone', 'undone'])
    expect(world.storageOf(pageId)).toBe(body)
    expect(run.results.map(({ issueKey }) => statusOf(issueKey))).toEqual(['Backlog', 'Backlog'])
    const links = world.issues().flatMap(({ remoteLinks }) => remoteLinks.map(({ globalId }) => globalId))
    expect(links.filter((id) => id?.startsWith('switchyard:'))).toEqual([])

    const version = world.versionOf(pageId)
    const again = await world.undo(run.id)
    expect(again.results.map(({ outcome }) => outcome)).toEqual(['undone', 'undone'])
    expect(world.versionOf(pageId)).toBe(version)
  })

  it('keeps what people have written since', async () => {
    world = await aPageWorld(deployment)
    const { pageId, run } = await synced('Order cables')
    world.edit(pageId, (storage) => storage.replace('The end', 'A new end &amp; more'))

    const undone = await world.undo(run.id)
    expect(undone.results).toMatchObject([{ outcome: 'merged' }])
    expect(world.storageOf(pageId)).toContain('A new end &amp; more')
    expect(world.storageOf(pageId)).toContain('<ac:task-id>1</ac:task-id>')
  })

  it('shows a conflict, and leaves the page and the issue as they are', async () => {
    world = await aPageWorld(deployment)
    const { pageId, run } = await synced('Order cables')
    world.edit(pageId, () => '<p>All new</p>')

    const undone = await world.undo(run.id)
    expect(undone.results).toMatchObject([{ outcome: 'conflict', error: expect.any(String) }])
    expect(world.storageOf(pageId)).toBe('<p>All new</p>')
  })

  it('takes back one task only, and tells in a dry run what it would do', async () => {
    world = await aPageWorld(deployment)
    const { body, pageId, run } = await synced('Order cables', 'Call the plumber')
    const [, second] = run.results
    const before = world.storageOf(pageId)
    const dry = await world.undo(run.id, { dryRun: true })
    expect(dry.results.map(({ outcome }) => outcome)).toEqual(['undone', 'undone'])
    expect(world.storageOf(pageId)).toBe(before)

    const undone = await world.undo(run.id, { taskIds: ['1'] })
    expect(undone.results).toMatchObject([{ taskId: '1', outcome: expect.stringMatching(/undone|merged/) }])
    expect(world.storageOf(pageId)).toContain('Order cables')
    expect(world.storageOf(pageId)).toContain(second?.issueKey)

    await world.undo(run.id)
    expect(world.storageOf(pageId)).toBe(body)
  })
})
