import type {
  ClickupClient,
  ClickupFieldDefinition,
  ClickupList,
  ClickupPerson,
} from '../../../connectors/clickup/index.ts'
import type { Clock } from '../../../shared/clock.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'

/** What tasks are put together from, as ClickUp told of it in the last minutes. */
export interface ListFacts {
  list(listId: string): Promise<ClickupList>
  fields(listId: string): Promise<readonly ClickupFieldDefinition[]>
  members(): Promise<readonly ClickupPerson[]>
  /** Has all of it asked for anew. */
  forget(): void
}

export type FactsOf = (scope: WorkspaceScope, client: ClickupClient) => ListFacts

interface Kept {
  readonly until: number
  readonly value: Promise<unknown>
}

const KEPT_MS = 5 * 60_000
const MOST_KEPT = 2_000

/** One for the process: what one push has asked for serves the others. */
export function createListFacts({ monotonicMs }: Pick<Clock, 'monotonicMs'>): FactsOf {
  const kept = new Map<string, Kept>()
  const recall = <T>(key: string, ask: () => Promise<T>): Promise<T> => {
    const known = kept.get(key)
    // Only what the same question has given is kept under its key.
    if (known !== undefined && known.until > monotonicMs()) return known.value as Promise<T>
    const value = ask()
    const entry = { until: monotonicMs() + KEPT_MS, value }
    kept.delete(key)
    kept.set(key, entry)
    value.catch(() => {
      if (kept.get(key) === entry) kept.delete(key)
    })
    const [oldest] = kept.keys()
    if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest)
    return value
  }
  return ({ workspaceId }, client) => {
    // Another connection may show other things.
    const prefix = `${workspaceId} ${client.connectionId} `
    return {
      list: (id) => recall(`${prefix}list ${id}`, () => client.list(id)),
      fields: (id) => recall(`${prefix}fields ${id}`, () => client.fields(id)),
      members: () => recall(`${prefix}members`, () => client.everyMember()),
      forget: () => {
        for (const key of kept.keys()) if (key.startsWith(prefix)) kept.delete(key)
      },
    }
  }
}
