import { nameOf, type EntryFact, type EntrySnapshot, type FactKind } from './entry-fact.ts'

/** What all that was said of an entry comes to. */
export interface Folded {
  readonly entry: EntrySnapshot
  readonly isDeleted: boolean
  readonly isRunning: boolean
  /** Distinct states that an edit has left behind. */
  readonly edits: number
  /** Of these, the ones that were made when the entry had ended. */
  readonly editsAfterwards: number
  /** What was said does not settle it: Clockify must be asked. */
  readonly isUnsure: boolean
}

// Nobody can hear of an edit or of the end of an entry that was never there.
const BIRTHS: ReadonlySet<FactKind> = new Set(['started', 'stopped', 'added', 'split', 'restored', 'fetched'])
// What comes later in the life of an entry tells more of it.
const RANKS: Readonly<Record<FactKind, number>> = {
  gone: -1,
  removed: -1,
  deleted: 0,
  started: 1,
  added: 2,
  split: 2,
  stopped: 2,
  updated: 3,
  restored: 4,
  fetched: 5,
  corrected: 5,
}
// These know what was said before them; the others are told by events, which know of nothing.
const ANSWERS: ReadonlySet<FactKind> = new Set(['fetched', 'gone', 'corrected', 'removed'])

/**
 * The same for every order of the facts. Bodies carry no time of the change, so where two states could each be the last one, it is unsure
 * until Clockify was asked after both were heard. Undefined when nothing says that there was such an entry.
 */
export function foldFacts(facts: readonly EntryFact[]): Folded | undefined {
  if (!facts.some(({ kind }) => BIRTHS.has(kind))) return undefined
  const answer = newestOf(facts.filter(({ kind }) => ANSWERS.has(kind)))
  const unheard = answer === undefined ? facts : facts.filter((fact) => !answer.knows.includes(nameOf(fact)))
  const told = unheard.filter(({ kind }) => !ANSWERS.has(kind))
  const content =
    newestOf(facts.filter(({ kind }) => kind === 'fetched' || kind === 'corrected')) ??
    bestOf(facts.filter(({ kind }) => kind !== 'gone' && kind !== 'removed'))
  if (content === undefined) return undefined
  const entry = withNames(content.entry, facts)
  const edits = editsIn(facts)
  return {
    entry,
    isDeleted:
      answer === undefined
        ? told.some(({ kind }) => kind === 'deleted')
        : answer.kind === 'gone' || answer.kind === 'removed',
    isRunning: entry.endedAt === null,
    edits: edits.length,
    editsAfterwards: edits.filter((edit) => edit.entry.endedAt !== null).length,
    isUnsure: answer === undefined ? isContested(told) : told.some((fact) => couldBeNews(fact, answer)),
  }
}

function newestOf(facts: readonly EntryFact[]): EntryFact | undefined {
  return facts.toSorted((a, b) => b.at.getTime() - a.at.getTime())[0]
}

/** Answers of the API hold ids only; webhooks have told the names and the zone. */
function withNames(entry: EntrySnapshot, facts: readonly EntryFact[]): EntrySnapshot {
  const told = facts.toSorted((a, b) => lifeOf(b) - lifeOf(a) || (a.hash < b.hash ? -1 : 1))
  const find = <Key extends keyof EntrySnapshot>(key: Key, belongs: (other: EntrySnapshot) => boolean) =>
    entry[key] ?? told.find((fact) => belongs(fact.entry) && fact.entry[key] !== null)?.entry[key] ?? null
  return {
    ...entry,
    userName: find('userName', ({ userId }) => userId === entry.userId),
    projectName: find('projectName', ({ projectId }) => projectId === entry.projectId),
    taskName: find('taskName', ({ taskId }) => taskId === entry.taskId),
    timeZone: find('timeZone', () => true),
    offsetStart: find('offsetStart', ({ startedAt }) => startedAt === entry.startedAt),
    offsetEnd: find('offsetEnd', ({ endedAt }) => endedAt === entry.endedAt),
  }
}

/** Starts and ends are said once in a life: heard after an answer, they are late, unless the entry still ran in it. */
function couldBeNews({ kind, entry }: EntryFact, answer: EntryFact): boolean {
  if (kind === 'started' || kind === 'added') return false
  return kind !== 'stopped' || (answer.entry.endedAt === null && entry.endedAt !== null)
}

/** The states of the highest rank; by their hash, so that which of two is taken does not hang on their order. */
function bestOf(facts: readonly EntryFact[]): EntryFact | undefined {
  return facts.toSorted((a, b) => lifeOf(b) - lifeOf(a) || (a.hash < b.hash ? -1 : 1))[0]
}

/** An edit of a running entry comes before its end. */
function lifeOf({ kind, entry }: EntryFact): number {
  return kind === 'updated' && entry.endedAt === null ? 1.5 : RANKS[kind]
}

function isContested(facts: readonly EntryFact[]): boolean {
  const kinds = new Set(facts.map(({ kind }) => kind))
  if (kinds.has('restored') && (kinds.has('deleted') || kinds.has('updated'))) return true
  if (kinds.has('split') && (kinds.has('updated') || kinds.has('stopped'))) return true
  const best = bestOf(facts.filter(({ kind }) => kind !== 'deleted'))
  if (best === undefined) return false
  const rivals = facts.filter((fact) => fact.kind !== 'deleted' && lifeOf(fact) === lifeOf(best))
  return new Set(rivals.map(({ hash }) => hash)).size > 1
}

/** What an update says is an edit unless another event says the same: Clockify also tells of ends by an update. What was corrected here is one. */
function editsIn(facts: readonly EntryFact[]): readonly EntryFact[] {
  const others = new Set(
    facts
      .filter(({ kind }) => kind === 'started' || kind === 'stopped' || kind === 'added')
      .map(({ hash }) => hash),
  )
  return facts.filter(({ kind, hash }) => kind === 'corrected' || (kind === 'updated' && !others.has(hash)))
}
