import type { ConfluenceClient } from '../../../connectors/confluence/index.ts'
import type { JiraClient } from '../../../connectors/jira/index.ts'
import { AppError } from '../../../shared/errors.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { alongWithNext, inWorkspace, inWorkspaceTogether, type Tx } from '../../../storage/db.ts'
import { gatherStatements, type Gathered } from '../../../storage/gather-statements.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { TakenOver } from './outcomes.ts'
import type { ProjectRun, Run } from './run.ts'
import { holdRun, isNotHeld } from './page-run.store.ts'

/** One try at a run. What it stores is refused once another try has begun, or the run was cancelled. */
export interface RunContext<R extends Run = Run> {
  readonly deps: ConfluenceJiraDeps
  readonly scope: WorkspaceScope
  readonly run: R
  readonly signal: AbortSignal
  readonly jira: JiraClient
  /** What the addresses of issues begin with. */
  readonly jiraUrl: string
  readonly confluence: ConfluenceClient
  /** One statement; together with others of the run, as those of saveOne and note are: there are thousands of them. */
  read<T>(read: (tx: Tx) => Promise<T>): Promise<T>
  /** Throws TakenOver when this try is not the latest any more. */
  save<T>(write: (tx: Tx) => Promise<T>): Promise<T>
  /** The same for one statement, or several that do not wait for each other; `size` is that of the page that they carry. */
  saveOne<T>(write: (tx: Tx) => Promise<T>, size?: number): Promise<T>
  /** The same again, without waiting for the disk: for what the next try finds out again when a power cut has undone it. */
  note<T>(write: (tx: Tx) => Promise<T>, size?: number): Promise<T>
}

const DIFFERENT =
  'One of Jira and Confluence is connected at the Cloud, the other at a Data Center. Connect both in the same place.'

interface Statement extends Gathered {
  readonly kind: 'read' | 'save' | 'note'
}

interface Begun {
  readonly run: Run
  readonly driver: string
  readonly signal: AbortSignal
}

/** Throws CONFLICT where Jira or Confluence is not connected, or they do not belong together. */
export async function runContext(
  deps: ConfluenceJiraDeps,
  scope: WorkspaceScope,
  { run, driver, signal }: Begun,
): Promise<RunContext> {
  const hold = (tx: Tx, isDurable: boolean) =>
    alongWithNext(tx, (along) => holdRun(along, scope, { id: run.id, driver, isDurable }))
  const gather = gatherStatements<Statement>((statements, runAll) =>
    inWorkspaceTogether(deps.db, scope, async (tx) => {
      const kinds = new Set(statements.map(({ kind }) => kind))
      if (kinds.has('save') || kinds.has('note')) await hold(tx, kinds.has('save'))
      return runAll(tx)
    }),
  )
  const together =
    (kind: Statement['kind']) =>
    <T>(statement: (tx: Tx) => Promise<T>, size = 0): Promise<T> =>
      held(() => gather({ kind, size, run: statement }) as Promise<T>)
  const jira = await deps.openJira(scope, 'background', signal)
  const confluence = await deps.openConfluence(scope, 'background', signal)
  if (jira.deployment !== confluence.deployment) throw new AppError('CONFLICT', DIFFERENT)
  return {
    deps,
    scope,
    run,
    signal,
    jira,
    jiraUrl: (await jira.issuePage('A-1')).replace(/\/browse\/A-1$/, ''),
    confluence,
    read: together('read'),
    save: (write) =>
      held(() =>
        inWorkspace(deps.db, scope, async (tx) => {
          await hold(tx, true)
          return write(tx)
        }),
      ),
    saveOne: together('save'),
    note: together('note'),
  }
}

export type SyncContext = RunContext<Extract<Run, { readonly kind: 'sync' }>>
export type UndoContext = RunContext<Extract<Run, { readonly kind: 'undo' }>>
export type ProjectContext = RunContext<ProjectRun>

async function held<T>(store: () => Promise<T>): Promise<T> {
  try {
    return await store()
  } catch (error) {
    throw isNotHeld(error) ? new TakenOver() : error
  }
}
