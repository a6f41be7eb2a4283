import type { JiraClient } from '../../../connectors/jira/index.ts'
import { isLasting, wordsOf } from '../runs/is-lasting.ts'

/** Moves an issue to a status, or by a transition of that name; gives why it could not be, undefined when it is there. */
export async function moveIssue(jira: JiraClient, key: string, target: string): Promise<string | undefined> {
  const wanted = target.toLowerCase()
  try {
    const { issues, missing } = await jira.readIssues([key])
    const issue = issues.get(key)
    if (issue === undefined) return missing.get(key) ?? `${key} is not there any more.`
    if (issue.status.name.toLowerCase() === wanted) return undefined
    const transitions = await jira.listTransitions(key)
    const transition =
      transitions.find(({ to }) => to.name.toLowerCase() === wanted) ??
      transitions.find(({ name }) => name.toLowerCase() === wanted)
    if (transition === undefined)
      return `${key} cannot go from ${issue.status.name} to ${target}: its workflow has no such transition there.`
    if (transition.requiredFields.length > 0)
      return `${key} was not moved to ${target}: that transition asks for ${transition.requiredFields.join(', ')}.`
    await jira.transition(key, transition.id)
    return undefined
  } catch (error) {
    if (isLasting(error)) return `${key} was not moved to ${target}: ${wordsOf(error)}`
    throw error
  }
}
