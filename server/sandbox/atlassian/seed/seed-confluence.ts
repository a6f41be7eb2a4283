import { createPage, createSpace } from '../mutations/pages.ts'
import { makeUuid } from '../state/ids.ts'
import type { Issue, Page } from '../state/model.ts'
import { PAGES, TASKS } from './names.ts'
import { nameAt, type SeedContext } from './seed-context.ts'

/** Chains of pages, each with a work package's macro and tasks; a folder, and a space that nobody sees. */
export function seedConfluence(context: SeedContext): void {
  const { world, size } = context
  const space = createSpace(world, { key: 'ENG', name: 'Engineering' })
  createSpace(world, { key: 'OPS', name: 'Operations' })
  createSpace(world, { key: 'SEC', name: 'Security', seenBy: [] })
  const folder = createPage(world, { spaceId: space.id, title: 'Templates', kind: 'folder' })
  createPage(world, { spaceId: space.id, parentId: folder.id, title: 'Page template', body: '<p>Empty</p>' })
  let above: Page | undefined
  for (let index = 0; index < size.pages; index += 1) {
    const page: Page = createPage(world, {
      spaceId: space.id,
      parentId: index % 3 === 0 ? space.homepageId : above?.id,
      title: nameAt(PAGES, index),
      body: pageBody(context, index),
    })
    above = page
  }
}

function pageBody(context: SeedContext, index: number): string {
  const { world, random, size } = context
  const packages = [...world.state.issues.values()].filter(({ typeId }) => typeId === '10011')
  const work = packages.length === 0 ? '' : `<p>${jiraMacro(context, random.pick(packages))}</p>`
  const tasks = Array.from({ length: size.tasksPerPage }, (_, task) => taskXml(context, { index, task }))
  const list = `<ac:task-list ac:task-list-id="${makeUuid(random)}">\n${tasks.join('\n')}\n</ac:task-list>`
  return `${work}<h2>Notes&nbsp;&amp; open points</h2><p>Caf&eacute; &mdash; with <strong>bold</strong> text.</p>${list}<p />`
}

/** As Confluence keeps it for one issue. */
function jiraMacro({ world, random }: SeedContext, { key }: Issue): string {
  const parameters = [
    ['server', 'System Jira'],
    ['serverId', world.state.serverId],
    ['key', key],
  ].map(([name, value]) => `<ac:parameter ac:name="${name}">${value}</ac:parameter>`)
  const id = makeUuid(random)
  return `<ac:structured-macro ac:name="jira" ac:schema-version="1" ac:macro-id="${id}">${parameters.join('')}</ac:structured-macro>`
}

interface Place {
  readonly index: number
  readonly task: number
}

function taskXml({ world, random, size }: SeedContext, { index, task }: Place): string {
  const user = random.pick([...world.state.users.values()])
  const mention = random.chance(0.4)
    ? `<ac:link><ri:user ri:account-id="${user.accountId}" /></ac:link> `
    : ''
  const due = random.chance(0.4) ? '<time datetime="2026-12-24" /> ' : ''
  const text = nameAt(TASKS, index * size.tasksPerPage + task)
  const status = random.chance(0.15) ? 'complete' : 'incomplete'
  return [
    '<ac:task>',
    `<ac:task-id>${task + 1}</ac:task-id>`,
    `<ac:task-uuid>${makeUuid(random)}</ac:task-uuid>`,
    `<ac:task-status>${status}</ac:task-status>`,
    `<ac:task-body><span class="placeholder-inline-tasks">${text} ${mention}${due}</span></ac:task-body>`,
    '</ac:task>',
  ].join('\n')
}
