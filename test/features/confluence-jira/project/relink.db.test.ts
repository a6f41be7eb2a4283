import { afterEach, describe, expect, it } from 'vitest'
import type { ProjectRunView } from '../../../../server/features/confluence-jira/project/project-run.schemas.ts'
import { readRunPage } from '../../../../server/features/confluence-jira/runs/read-runs.ts'
import { aPageWorld, DEPLOYMENTS, macroXml, type PageWorld } from '../a-page-world.ts'
import { aProject, type Project } from './a-project.ts'

let world: PageWorld

afterEach(async () => {
  const complaints = world.complaints()
  await world.close()
  expect(complaints).toEqual([])
})

const WRITE = /^PUT .*\/(pages|content)\/\d+$/

/** Issues of a template, and those of the project that was made from it. */
function cloned(project: Project) {
  const { sandbox } = project.world
  const template = (summary: string, type = 'Task') =>
    sandbox.createIssue({ projectKey: 'ENG', summary, type })
  return {
    old: {
      dig: template('Dig the pit'),
      pour: template('Pour concrete'),
      odd: template('Something that nobody else does'),
      risk: template('Dig the pit', 'Risk'),
    },
    dig: project.issue('Dig the pits'),
    story: project.issue('Pour concrete', undefined, { type: 'Story' }),
    pour: project.issue('Pour concrete now'),
  }
}

const lines = ({ results }: ProjectRunView) =>
  results.map(({ previousKey, issueKey, outcome }) => `${previousKey ?? ''}>${issueKey} ${outcome}`)

describe.each(DEPLOYMENTS)('pointing pages at the issues of a project on %s', (deployment) => {
  const begin = async () => {
    world = await aPageWorld(deployment)
    return aProject(world, 'relink')
  }
  const smart = (key: string) =>
    `<a href="${jiraUrl()}/browse/${key}" data-card-appearance="inline">${jiraUrl()}/browse/${key}</a>`
  const jiraUrl = () => (deployment === 'cloud' ? world.sandbox.cloud : world.sandbox.dataCenter).jiraUrl

  it('takes the likest issue of the same type, on all pages, with one write for each that changes', async () => {
    const project = await begin()
    const { old, dig, pour } = cloned(project)
    const body = (one: string, other: string) => `<p>${macroXml(one)}&nbsp;&amp; ${smart(other)}</p>`
    const top = world.page(body(old.dig.key, old.pour.key), { parentId: project.rootId })
    const low = world.page(`<p>${macroXml(old.pour.key)}${macroXml(dig.key)}</p>`, { parentId: top })
    const none = world.page('<p>Nothing</p>', { parentId: top })
    project.writes()

    const run = await project.sync()

    expect([run.status, run.error, run.notes]).toEqual(['completed', null, []])
    expect(project.writes()).toHaveLength(2)
    expect(world.storageOf(top)).toBe(body(dig.key, pour.key))
    expect(world.storageOf(low)).toBe(`<p>${macroXml(pour.key)}${macroXml(dig.key)}</p>`)
    expect(lines(run)).toEqual([
      `${old.dig.key}>${dig.key} relinked`,
      `${old.pour.key}>${pour.key} relinked`,
      `${old.pour.key}>${pour.key} relinked`,
      `>${dig.key} stays`,
    ])
    expect(run.results[0]).toMatchObject({
      action: 'relink',
      issueSummary: 'Dig the pits',
      likeness: expect.closeTo(22 / 23, 5),
      pageId: top,
      parentPageId: project.rootId,
    })
    expect(run.pages).toEqual({ total: 4, finished: 4 })
    const page = await readRunPage(world.deps, world.scope, {
      id: run.id,
      pageId: top,
      feature: 'project-sync',
    })
    expect(page).toMatchObject({ before: body(old.dig.key, old.pour.key), after: body(dig.key, pour.key) })
    expect([world.versionOf(none), world.versionOf(top)]).toEqual([1, 2])

    const again = await project.sync()
    expect(project.writes()).toEqual([])
    expect(again.results.every(({ outcome }) => outcome === 'stays')).toBe(true)
  })

  it('says why the others stay, by what the threshold is', async () => {
    const project = await begin()
    const { old, dig } = cloned(project)
    const link = `<a href="${jiraUrl()}/browse/${old.dig.key}">here</a>`
    const macros = [old.dig, old.odd, old.risk].map(({ key }) => macroXml(key)).join('')
    world.page(`<p>${macros}${macroXml('ENG-9999')}${link}</p>`, { parentId: project.rootId })
    await world.settings({ relinkThreshold: 1 })
    project.writes()

    const strict = await project.sync()

    expect(project.writes()).toEqual([])
    expect(strict.results.map(({ error }) => error)).toEqual([
      'No issue of its type in the project has a summary that is like enough.',
      'No issue of its type in the project has a summary that is like enough.',
      'The project has no issue of its type.',
      'The issue cannot be read: it was deleted, or the connected Jira user may not see it.',
      'It is a link that people have written; only macros and smart links are changed.',
    ])
    await world.settings({ relinkThreshold: 0.9 })
    expect(lines(await project.sync())[0]).toBe(`${old.dig.key}>${dig.key} relinked`)
  })

  it('plans in a dry run, with the page as it would be, and writes nothing', async () => {
    const project = await begin()
    const { old, dig } = cloned(project)
    const pageId = world.page(macroXml(old.dig.key), { parentId: project.rootId })
    project.writes()

    const run = await project.sync({ dryRun: true })

    expect([run.status, lines(run)]).toEqual(['completed', [`${old.dig.key}>${dig.key} planned`]])
    expect([project.writes(), world.versionOf(pageId)]).toEqual([[], 1])
    const page = await readRunPage(world.deps, world.scope, { id: run.id, pageId, feature: 'project-sync' })
    expect(page.after).toBe(macroXml(dig.key))
  })

  it('does it once more on what somebody has saved meanwhile, and then it is a conflict', async () => {
    const project = await begin()
    const { old, dig } = cloned(project)
    const pageId = world.page(macroXml(old.dig.key), { parentId: project.rootId })
    const held = world.sandbox.holdNext(WRITE)
    const runId = await project.begin()
    const running = world.projectToEnd(runId)
    await held.asked
    world.edit(pageId, (storage) => `${storage}<p>mine</p>`)
    held.release()
    expect(lines(await running)).toEqual([`${old.dig.key}>${dig.key} relinked`])
    expect(world.storageOf(pageId)).toBe(`${macroXml(dig.key)}<p>mine</p>`)

    world.edit(pageId, () => macroXml(old.dig.key))
    world.sandbox.failNext({ matching: WRITE, conflict: true, times: 20 })
    const busy = await project.sync()
    expect(busy.results.map(({ action, outcome }) => [action, outcome])).toEqual([
      ['page', 'conflict'],
      ['relink', 'conflict'],
    ])
    expect(busy.results[0]?.error).toContain('saves this page all the time')
    const page = await readRunPage(world.deps, world.scope, {
      id: busy.id,
      pageId,
      feature: 'project-sync',
    })
    expect(page.after).toBeNull()
  })

  it('tells of a page that may not be written or cannot be read, and does the others', async () => {
    const project = await begin()
    const { old, dig } = cloned(project)
    const [locked, broken, fine] = [
      macroXml(old.dig.key),
      `<p>${macroXml(old.dig.key)}`,
      macroXml(old.dig.key),
    ].map((body) => world.page(body, { parentId: project.rootId }))
    world.sandbox.restrictPage(locked!, { editors: [] })

    const run = await project.sync()

    expect(run.status).toBe('completed')
    const told = run.results.map(({ action, outcome, pageId }) => [action, outcome, pageId])
    expect(told).toEqual([
      ['page', 'failed', locked],
      ['relink', 'failed', locked],
      ['page', 'failed', broken],
      ['relink', 'relinked', fine],
    ])
    expect(world.storageOf(fine!)).toBe(macroXml(dig.key))
  })

  it('does a write once whose answer was lost, whatever people write then', async () => {
    const project = await begin()
    const { old, dig } = cloned(project)
    const pageId = world.page(macroXml(old.dig.key), { parentId: project.rootId })
    const runId = await project.begin()
    const { sandbox } = world
    const onArrival = () =>
      sandbox.failNext({ matching: new RegExp(`^GET .*/${pageId}$`), drop: true, times: 99 })
    sandbox.failNext({ matching: WRITE, when: 'after', drop: true, onArrival })
    await expect(world.runOnce(runId)).rejects.toThrow()
    expect(world.storageOf(pageId)).toBe(macroXml(dig.key))
    sandbox.clearFaults()
    world.edit(pageId, (storage) => `${storage}${macroXml(old.dig.key)}`)

    const run = await world.projectToEnd(runId)

    expect(lines(run)).toEqual([`${old.dig.key}>${dig.key} relinked`])
    expect(world.storageOf(pageId)).toBe(`${macroXml(dig.key)}${macroXml(old.dig.key)}`)
  })
})
