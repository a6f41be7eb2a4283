import { Type } from 'typebox'
import { askJira, path, type JiraSender } from './ask-jira.ts'
import type { JiraClient, JiraIssue } from './jira-client.ts'
import { JiraRefusal } from './jira-error.ts'
import { fieldsWith, issueOf, IssueSource } from './jira-schemas.ts'

type JiraIssues = Pick<JiraClient, 'readIssues'>

const Found = Type.Object({ issues: Type.Array(IssueSource) })
const KEY = /^(?:[A-Z][A-Z0-9_]*-)?\d+$/i
const MOST_FETCHED = 100
const AT_ONCE = 5

export function jiraIssues(sender: JiraSender): JiraIssues {
  return {
    readIssues: async (keys, others = []) => {
      const wanted = [...new Set(keys)]
      const real = wanted.filter((key) => KEY.test(key))
      const issues = new Map(sender.deployment === 'cloud' ? await fetchMany(sender, real, others) : [])
      const missing = new Map<string, string>()
      // What was moved answers under another key; what cannot be had at all is told by nobody else.
      const left = real.filter((key) => !issues.has(key))
      for (let start = 0; start < left.length; start += AT_ONCE)
        await Promise.all(
          left.slice(start, start + AT_ONCE).map(async (key) => {
            const read = await readOne(sender, key, others)
            if (typeof read === 'string') missing.set(key, read)
            else issues.set(key, read)
          }),
        )
      for (const key of wanted) if (!KEY.test(key)) missing.set(key, 'This is not the key of a Jira issue.')
      return { issues: inOrder(wanted, issues), missing: inOrder(wanted, missing) }
    },
  }
}

/** Those that answer under the key, or the id, that was asked for. */
async function fetchMany(
  sender: JiraSender,
  keys: readonly string[],
  others: readonly string[],
): Promise<readonly (readonly [string, JiraIssue])[]> {
  const found: (readonly [string, JiraIssue])[] = []
  for (let start = 0; start < keys.length; start += MOST_FETCHED) {
    const asked = keys.slice(start, start + MOST_FETCHED)
    const { issues } = await askJira(sender, Found, {
      method: 'POST',
      path: '/issue/bulkfetch',
      body: { issueIdsOrKeys: asked, fields: fieldsWith(others) },
      isRepeatable: true,
    })
    const reading = { deployment: sender.deployment, others }
    const read = issues.map((source) => issueOf(source, reading))
    const byName = new Map(read.flatMap((issue) => [[issue.id, issue] as const, [issue.key, issue] as const]))
    for (const key of asked) {
      const issue = byName.get(key.toUpperCase())
      if (issue !== undefined) found.push([key, issue])
    }
  }
  return found
}

/** The issue, or why there is none. */
async function readOne(
  sender: JiraSender,
  key: string,
  others: readonly string[],
): Promise<JiraIssue | string> {
  try {
    const source = await askJira(sender, IssueSource, {
      method: 'GET',
      path: path`/issue/${key}`,
      query: { fields: fieldsWith(others).join(',') },
    })
    return issueOf(source, { deployment: sender.deployment, others })
  } catch (error) {
    if (error instanceof JiraRefusal && (error.kind === 'not-found' || error.kind === 'forbidden'))
      return error.message
    throw error
  }
}

function inOrder<Value>(
  keys: readonly string[],
  values: ReadonlyMap<string, Value>,
): ReadonlyMap<string, Value> {
  return new Map(
    keys.flatMap((key) => {
      const value = values.get(key)
      return value === undefined ? [] : [[key, value] as const]
    }),
  )
}
