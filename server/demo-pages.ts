import type { AtlassianSandbox, Issue, User } from './sandbox/atlassian/index.ts'

const PROJECT = 'ENG'

/** Confluence's own markup is written as it keeps it, and nothing here needs escaping. */
const list = (...tasks: readonly string[]): string => `<ac:task-list>${tasks.join('')}</ac:task-list>`

interface Words {
  readonly id: number
  readonly words: string
  readonly isDone?: boolean
  /** A list of tasks that belong to this one. */
  readonly below?: string
}

const task = ({ id, words, isDone = false, below = '' }: Words): string =>
  `<ac:task><ac:task-id>${id}</ac:task-id><ac:task-status>${isDone ? 'complete' : 'incomplete'}</ac:task-status><ac:task-body><span class="placeholder-inline-tasks">${words}</span>${below}</ac:task-body></ac:task>`

const mention = ({ accountId }: User): string => `<ac:link><ri:user ri:account-id="${accountId}" /></ac:link>`

const dueIn = (days: number): string =>
  `<time datetime="${new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10)}" />`

/** A project's page with pages below it and tasks of every kind; gives the address that people would paste. */
export function writeProjectPages(atlassian: AtlassianSandbox): string {
  const { state, cloud } = atlassian
  const space = [...state.spaces.values()].find(({ key }) => key === PROJECT)
  const [first, second] = [...state.users.values()].filter(
    ({ isActive, isEmailVisible }) => isActive && isEmailVisible,
  )
  if (space === undefined || first === undefined || second === undefined)
    throw new Error('the fake Confluence has no space ENG, or nobody in it')
  const phase = atlassian.createIssue({ projectKey: PROJECT, type: 'Phase', summary: 'Office move' })
  const packageOf = (summary: string, assigneeId: string): Issue =>
    atlassian.createIssue({
      projectKey: PROJECT,
      type: 'Work Package',
      summary,
      parentId: phase.id,
      assigneeId,
    })
  const move = packageOf('Office move: people and furniture', first.accountId)
  const network = packageOf('Office move: network', second.accountId)
  const card = ({ key }: Issue): string => {
    const url = `${cloud.jiraUrl}/browse/${key}`
    return `<p><a href="${url}" data-card-appearance="inline">${url}</a></p>`
  }
  const page = (title: string, body: string, parentId?: string): string =>
    atlassian.createPage({ spaceId: space.id, title, body, ...(parentId === undefined ? {} : { parentId }) })
      .id
  const top = page('Office move', card(move) + plan(first, second))
  const meeting = page('Office move: kick-off', kickOff(second), top)
  page('Office move: open points', OPEN_POINTS, meeting)
  page('Office move: network', card(network) + cabling(second), top)
  return `${cloud.confluenceUrl}/spaces/${PROJECT}/pages/${top}/Office+move`
}

function plan(first: User, second: User): string {
  const tasks = [
    task({ id: 1, words: `${mention(first)} tell the landlord that we leave ${dueIn(10)}` }),
    task({ id: 2, words: `${mention(second)} count the desks that come along` }),
    task({ id: 3, words: 'Choose a mover', isDone: true }),
  ]
  return `<p>We move at the end of the quarter.</p><h2>What comes first</h2>${list(...tasks)}`
}

function kickOff(second: User): string {
  const below = list(
    task({ id: 2, words: 'Ask the caretaker for the measures of the lift' }),
    task({ id: 3, words: `Reserve the lift ${dueIn(30)}` }),
  )
  const tasks = [
    task({ id: 1, words: `${mention(second)} plan the day of the move`, below }),
    task({ id: 4, words: 'Order <strong>boxes</strong>, two for each of us' }),
  ]
  return `<p>Everybody was there.</p><h2>What we agreed</h2>${list(...tasks)}`
}

const OPEN_POINTS = `<table><tbody><tr><th>Room</th><th>To do</th></tr><tr><td>Kitchen</td><td>${list(
  task({ id: 1, words: 'Find a new home for the large fridge' }),
)}</td></tr><tr><td>Workshop</td><td>${list(task({ id: 2, words: 'Have the saw taken down by its maker' }))}</td></tr></tbody></table>`

function cabling(second: User): string {
  const panel = list(task({ id: 1, words: `${mention(second)} order the line ${dueIn(5)}` }))
  return `<ac:structured-macro ac:name="panel"><ac:rich-text-body><p>It takes six weeks:</p>${panel}</ac:rich-text-body></ac:structured-macro><ul><li>Second floor${list(
    task({ id: 2, words: 'Draw where the sockets go' }),
  )}</li></ul>`
}
