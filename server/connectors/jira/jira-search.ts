import { Type } from 'typebox'
import { askJira, type JiraSender } from './ask-jira.ts'
import type { JiraClient, JiraIssue } from './jira-client.ts'
import { fieldsWith, issueOf, IssueSource, maybe } from './jira-schemas.ts'

type JiraSearch = Pick<JiraClient, 'searchIssues'>
type Search = Parameters<JiraClient['searchIssues']>[0]

const CloudPage = Type.Object({
  issues: Type.Array(IssueSource),
  nextPageToken: maybe(Type.String()),
  isLast: maybe(Type.Boolean()),
})
const ServerPage = Type.Object({ issues: Type.Array(IssueSource), total: Type.Integer() })

const PAGE_SIZE = 100
const MOST_PAGES = 500
const MOST_RECONCILED = 50
const REFUSALS = {
  400: 'Jira does not understand the query, or something that it names is not there or not to be seen by the connected user. Try it in the search of Jira.',
}

/** One page, and where the next one begins; undefined at the end. */
interface Page<Place> {
  readonly issues: readonly JiraIssue[]
  readonly next: Place | undefined
}

export function jiraSearch(sender: JiraSender): JiraSearch {
  return {
    searchIssues: (search) =>
      sender.deployment === 'cloud'
        ? collect(search, '', (token, size) => cloudPage(sender, search, { token, size }))
        : collect(search, 0, (startAt, size) => serverPage(sender, search, { startAt, size })),
  }
}

/** Asks for one more than wanted, because only that shows whether there are more. */
async function collect<Place>(
  { most }: Search,
  first: Place,
  ask: (place: Place, size: number) => Promise<Page<Place>>,
): ReturnType<JiraClient['searchIssues']> {
  const found = new Map<string, JiraIssue>()
  const places = new Set<Place>()
  let place: Place | undefined = first
  // Jira was seen to go round in circles (facts: jira-confluence, section 3.6).
  const isNew = (next: Place): boolean => !places.has(next) && places.size < MOST_PAGES
  while (place !== undefined && isNew(place) && found.size <= most) {
    places.add(place)
    const page = await ask(place, Math.min(PAGE_SIZE, most + 1 - found.size))
    // What changes meanwhile may move to the next page, and come twice.
    for (const issue of page.issues) if (!found.has(issue.id)) found.set(issue.id, issue)
    place = page.next
  }
  return { issues: [...found.values()].slice(0, most), isCut: found.size > most || place !== undefined }
}

async function cloudPage(
  sender: JiraSender,
  { jql, fields = [], justWritten = [] }: Search,
  { token, size }: { readonly token: string; readonly size: number },
): Promise<Page<string>> {
  // The oldest of them are those that the index knows first.
  const reconciled = justWritten.filter((id) => /^\d{1,15}$/.test(id)).slice(-MOST_RECONCILED)
  const { issues, nextPageToken, isLast } = await askJira(sender, CloudPage, {
    method: 'POST',
    path: '/search/jql',
    body: {
      jql,
      fields: fieldsWith(fields),
      maxResults: size,
      ...(reconciled.length === 0 ? {} : { reconcileIssues: reconciled.map(Number) }),
      ...(token === '' ? {} : { nextPageToken: token }),
    },
    isRepeatable: true,
    refusals: REFUSALS,
  })
  const reading = { deployment: sender.deployment, others: fields }
  const isEnd = isLast === true || nextPageToken == null || nextPageToken === ''
  return {
    issues: issues.map((source) => issueOf(source, reading)),
    next: isEnd ? undefined : nextPageToken,
  }
}

async function serverPage(
  sender: JiraSender,
  { jql, fields = [] }: Search,
  { startAt, size }: { readonly startAt: number; readonly size: number },
): Promise<Page<number>> {
  const { issues, total } = await askJira(sender, ServerPage, {
    method: 'POST',
    path: '/search',
    body: { jql, fields: fieldsWith(fields), startAt, maxResults: size },
    isRepeatable: true,
    refusals: REFUSALS,
  })
  const reading = { deployment: sender.deployment, others: fields }
  const end = startAt + issues.length
  return {
    issues: issues.map((source) => issueOf(source, reading)),
    next: issues.length === 0 || end >= total ? undefined : end,
  }
}
