import { Type, type Static } from 'typebox'
import { instant, listParameters, nullable } from '../../../platform/http/index.ts'

const count = (description: string) => Type.Integer({ description })

export const SyncRunView = Type.Object({
  id: Type.String({ description: 'sortable by time of asking' }),
  listId: Type.String({ description: 'the ClickUp list' }),
  trigger: Type.Enum(['manual', 'schedule', 'webhook'], { description: 'who asked for it' }),
  full: Type.Boolean({ description: 'whether it begins to read the whole list again' }),
  status: Type.Enum(['running', 'success', 'partial', 'error'], {
    description: 'partial: some tasks could not be read, errorMessage names them',
  }),
  processed: count('tasks read so far; each counts once'),
  created: count('of them, those that were not here'),
  updated: count('of them, those that were different'),
  unchanged: count('of them, those that were the same'),
  removed: count('tasks that are not in the list any more, or not of those that are kept'),
  requests: count('pages asked for'),
  moreToRead: Type.Boolean({ description: 'it took maxTasks and left the rest for the next run' }),
  createdAt: instant('when it was asked for'),
  startedAt: nullable(instant('when it began; null while it waits for its turn')),
  finishedAt: nullable(instant('when it ended')),
  durationMs: nullable(Type.Integer({ description: 'from its beginning to its end; null until then' })),
  waitsUntil: nullable(instant('ClickUp wants to be left alone until then; it goes on by itself')),
  errorMessage: nullable(Type.String({ description: 'what went wrong, and what to do' })),
})
export type SyncRunView = Static<typeof SyncRunView>

export const SyncBody = Type.Object(
  {
    full: Type.Boolean({
      description: 'read the whole list again and find what was deleted, not only what was changed',
      default: false,
    }),
  },
  { additionalProperties: false, default: {} },
)

export const SyncStarted = Type.Object({ syncRunId: Type.String({ description: 'id of the run' }) })

export const SyncRunParams = Type.Object({ id: Type.String({ description: "the run's id", maxLength: 100 }) })

export const SyncRunQuery = Type.Object(listParameters, { additionalProperties: false })
