import type {
  Account,
  Applicant,
  RejectionReason,
  Source,
  Stage,
  StageGroup,
  StoredFile,
  Tag,
  User,
  Vacancy,
} from './model.ts'

/** Everything that the fake Huntflow holds. Tests may read it. */
export interface HuntflowState {
  /** Whose tokens are given out. */
  userId: number
  /** Of the account that `userId` owns. */
  colleagueId: number
  /** Where `userId` is owner, manager and watcher, and where it is nobody. */
  accounts: SeededAccounts
  readonly users: Map<number, User>
  readonly accountsById: Map<number, Account>
  readonly vacancies: Map<number, Vacancy>
  readonly stages: Map<number, Stage>
  readonly stageGroups: Map<number, StageGroup>
  readonly reasons: RejectionReason[]
  readonly sources: Map<number, Source>
  readonly tags: Map<number, Tag>
  readonly files: Map<number, StoredFile>
  readonly applicants: Map<number, Applicant>
  readonly firstId: number
  /** The last id that was given out, by kind. */
  readonly lastIds: Map<string, number>
}

interface SeededAccounts {
  readonly owned: number
  readonly managed: number
  readonly watched: number
  readonly foreign: number
}

export function emptyState(firstId: number): HuntflowState {
  return {
    firstId,
    userId: 0,
    colleagueId: 0,
    accounts: { owned: 0, managed: 0, watched: 0, foreign: 0 },
    users: new Map(),
    accountsById: new Map(),
    vacancies: new Map(),
    stages: new Map(),
    stageGroups: new Map(),
    reasons: [],
    sources: new Map(),
    tags: new Map(),
    files: new Map(),
    applicants: new Map(),
    lastIds: new Map(),
  }
}

/** Ids of one kind follow each other over all accounts; kinds begin at different places. */
export function nextId(state: HuntflowState, kind: string): number {
  const first = state.firstId + 1000 * state.lastIds.size
  const id = (state.lastIds.get(kind) ?? first) + 1
  state.lastIds.set(kind, id)
  return id
}

export function inAccount<Item extends { readonly accountId: number }>(
  items: Iterable<Item>,
  accountId: number,
): readonly Item[] {
  return [...items].filter((item) => item.accountId === accountId)
}
