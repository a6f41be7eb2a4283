import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'

const name = (description: string) => Type.String({ description, minLength: 1, maxLength: 200 })
const FIELD_ID = '^[a-z][A-Za-z0-9_]{0,60}$'

const Hierarchy = Type.Union(
  [
    Type.Object({ by: Type.Enum(['parent', 'epic-link'], { description: 'a field of Jira’s own' }) }),
    Type.Object({
      by: Type.Enum(['issue-link'], { description: 'links between issues' }),
      linkType: name('name of the link type'),
      direction: Type.Enum(['inward', 'outward'], { description: 'which end of the link the child is' }),
    }),
    Type.Object({
      by: Type.Enum(['custom-field'], { description: 'a field of the child that holds its parent’s key' }),
      fieldId: Type.String({ description: 'id of the field', pattern: FIELD_ID }),
    }),
    Type.Object({
      by: Type.Enum(['jql'], { description: 'a query for each parent' }),
      template: Type.String({
        description: 'finds the children of the issue whose key takes the place of {key}',
        maxLength: 1_000,
        pattern: '\\{key\\}',
      }),
    }),
  ],
  { description: 'how the issues of a project hang together' },
)

const choices = {
  taskIssueType: name('id or name of the type of the issues that tasks become'),
  parentIssueTypes: Type.Array(name('id or name of a type'), {
    description: 'an issue of these types on the page, or on one above it, is the parent of its tasks',
    minItems: 1,
    maxItems: 20,
  }),
  parentField: nullable(
    Type.String({
      description:
        'the field that takes the parent’s key: parent, or a custom field’s id; null: the parent stands in the description only',
      pattern: FIELD_ID,
    }),
  ),
  extraFields: Type.Record(
    Type.String({ pattern: FIELD_ID }),
    Type.Unknown({ description: 'as Jira takes it' }),
    {
      description: 'more fields that every issue gets, by their ids, for types that require them',
      maxProperties: 30,
    },
  ),
  doneStatus: name('the status, or transition, of tasks that are done already'),
  undoStatus: name('the status, or transition, of issues whose sync is taken back'),
  completedTasks: Type.Enum(['create', 'skip'], {
    description: 'whether tasks that are done become issues, which are then moved to doneStatus',
  }),
  keepTasks: Type.Boolean({
    description: 'tasks stay on the page with their issue behind them, and are not replaced by it',
  }),
  applicationLink: nullable(
    Type.Object(
      {
        name: name('as the macros name it, such as System Jira'),
        serverId: name('id of the application link'),
      },
      { description: 'for Confluence with several Jiras; null: taken from macros on the page' },
    ),
  ),
  relinkThreshold: Type.Number({
    description: 'how alike the summaries must be for a macro to be re-pointed; 1 is the same',
    minimum: 0.3,
    maximum: 1,
  }),
  hierarchy: Hierarchy,
  vanished: Type.Enum(['report', 'archive', 'keep'], {
    description: 'what becomes of pages whose issue is not in the project any more',
  }),
}

export const PageTaskSettingsView = Type.Object(choices)
export type PageTaskSettings = Static<typeof PageTaskSettingsView>

/** What is left out stays. */
export const PageTaskSettingsChange = Type.Partial(Type.Object(choices), { additionalProperties: false })
export type PageTaskSettingsChange = Static<typeof PageTaskSettingsChange>

/** As the tool that this takes over from is configured (facts: jira-confluence, section 1.9). */
export const DEFAULTS: PageTaskSettings = {
  taskIssueType: 'Task',
  parentIssueTypes: ['Work Package', 'Risk', 'Deviation'],
  parentField: 'customfield_10207',
  extraFields: {},
  doneStatus: 'Done',
  undoStatus: 'Backlog',
  completedTasks: 'create',
  keepTasks: false,
  applicationLink: null,
  relinkThreshold: 0.7,
  hierarchy: { by: 'parent' },
  vanished: 'report',
}
