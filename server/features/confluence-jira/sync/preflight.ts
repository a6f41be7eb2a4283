import type { CreateField, JiraClient } from '../../../connectors/jira/index.ts'
import type { PageTaskSettings } from '../settings/settings.schemas.ts'
import { CannotBeDone } from '../runs/outcomes.ts'

/** What a project takes for an issue of the type that tasks become. */
export interface CreateScreen {
  readonly typeId: string
  readonly fields: ReadonlyMap<string, CreateField>
}

export type ReadScreen = (projectKey: string) => Promise<CreateScreen>

// Of these every issue gets a value, or Jira gives one.
const GIVEN = new Set(['project', 'issuetype', 'summary', 'description', 'duedate', 'reporter'])

/** Each project's is read once for a run. Throws CannotBeDone with the reason where no issue could be made. */
export function screenReader(jira: JiraClient, settings: PageTaskSettings): ReadScreen {
  const known = new Map<string, Promise<CreateScreen>>()
  return (projectKey) => {
    const screen = known.get(projectKey) ?? readScreen(jira, settings, projectKey)
    known.set(projectKey, screen)
    return screen
  }
}

async function readScreen(
  jira: JiraClient,
  settings: PageTaskSettings,
  projectKey: string,
): Promise<CreateScreen> {
  const types = await jira.listIssueTypes(projectKey)
  const wanted = settings.taskIssueType.toLowerCase()
  const type = types.find(({ id, name }) => id === wanted || name.toLowerCase() === wanted)
  if (type === undefined)
    throw new CannotBeDone(
      `The project ${projectKey} has no issue type ${settings.taskIssueType}. It has: ${types.map(({ name }) => name).join(', ')}. Choose one in the settings.`,
    )
  const fields = new Map((await jira.listCreateFields(projectKey, type.id)).map((field) => [field.id, field]))
  const given = new Set([...GIVEN, ...Object.keys(settings.extraFields), settings.parentField])
  // A sub-task is nothing without it.
  if (type.isSubtask) given.add('parent')
  const missing = [...fields.values()].filter(
    ({ id, isRequired, hasDefault }) => isRequired && !hasDefault && !given.has(id),
  )
  if (missing.length > 0)
    throw new CannotBeDone(
      `The project ${projectKey} requires for ${type.name}: ${missing.map(({ id, name }) => `${name} (${id})`).join(', ')}. Give them a value under extraFields in the settings.`,
    )
  return { typeId: type.id, fields }
}
