import { Type, type Static } from 'typebox'
import { nullable } from '../../../platform/http/index.ts'
import { runFacts } from '../runs/run.schemas.ts'

const text = (description: string) => Type.String({ description })

const Mode = Type.Enum(['relink', 'pages'], {
  description:
    'relink: what names other issues on the pages leads to the likest issues of the project; pages: each issue gets a page, as they hang together',
})

export const ProjectSyncBody = Type.Object(
  {
    projectPageUrl: Type.String({
      description: 'address of the page that the project’s pages hang below, in any form that Confluence has',
      minLength: 1,
      maxLength: 2_000,
    }),
    projectKey: Type.String({
      description: 'key of a Jira project, or of the issue that its project hangs below',
      maxLength: 100,
      pattern: '^[A-Za-z][A-Za-z0-9_]*(-[0-9]{1,15})?$',
    }),
    mode: Mode,
    dryRun: Type.Boolean({
      description: 'only shows what would be done; writes nothing anywhere',
      default: false,
    }),
  },
  { additionalProperties: false },
)

const ACTIONS = ['create', 'retitle', 'move', 'keep', 'vanished', 'relink', 'page'] as const
const OUTCOMES = [
  'planned',
  'created',
  'retitled',
  'moved',
  'unchanged',
  'archived',
  'reported',
  'kept',
  'relinked',
  'stays',
  'failed',
  'conflict',
] as const

const ProjectRunResult = Type.Object({
  action: Type.Enum([...ACTIONS], {
    description: 'what it is about; relink: a reference on a page; page: a page that could not be done',
  }),
  issueKey: nullable(text('the issue; of a reference that leads elsewhere now, the new one')),
  issueSummary: text('its summary, empty where it is not known'),
  issueUrl: nullable(text('where people read it')),
  previousKey: nullable(text('the issue that the reference named before')),
  parentKey: nullable(text('the issue above it; null: it stands at the top, or this is a reference')),
  likeness: nullable(Type.Number({ description: 'how alike the two summaries are, from 0 to 1' })),
  pageId: nullable(text('null: there is none yet')),
  pageTitle: nullable(text('as it is then')),
  pageUrl: nullable(text('where people read it')),
  parentPageId: nullable(text('the page above it; null: still to be made, or not known')),
  outcome: Type.Enum([...OUTCOMES], { description: 'what has become of it' }),
  error: nullable(text('why, and what to do')),
})

const facts = {
  id: text('of the run'),
  mode: Mode,
  projectPageUrl: text('as it was given'),
  projectKey: text('of the project, or of its topmost issue'),
  dryRun: runFacts.dryRun,
  status: runFacts.status,
  error: runFacts.error,
  createdAt: runFacts.createdAt,
  finishedAt: runFacts.finishedAt,
}

export const ProjectRunLine = Type.Object(facts)

export const ProjectRunView = Type.Object({
  ...facts,
  pages: runFacts.pages,
  notes: Type.Array(text('in words'), { description: 'what was decided for the run as a whole' }),
  results: Type.Array(ProjectRunResult, {
    description: 'a line for each thing done to a page, or for each reference on one',
  }),
})
export type ProjectRunView = Static<typeof ProjectRunView>
