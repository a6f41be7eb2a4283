import { setImmediate as otherWork } from 'node:timers/promises'
import { append } from '../pages/append.ts'
import { lettersOf, likeness, mostLikeness, type Letters } from './summary-likeness.ts'

/** Of a JiraIssue what is needed here. */
export interface IssueToMatch {
  readonly key: string
  readonly summary: string
  readonly type: { readonly id: string }
}

export interface Chosen {
  readonly key: string
  /** From 0 to 1. */
  readonly likeness: number
}

/**
 * `in-project`: it is an issue of the project already. `unknown`: it could not be read. `other-type`: the project has no issue of its type.
 * `too-different`: none of its type is like it.
 */
export type NotChosen = 'in-project' | 'unknown' | 'other-type' | 'too-different'

/** What takes the place of the issue that stands somewhere under this key; undefined: it could not be read. */
export type ChooseIssue = (key: string, issue: IssueToMatch | undefined) => Promise<Chosen | NotChosen>

interface ChoosingFrom {
  /** The issues of the project. */
  readonly candidates: readonly IssueToMatch[]
  /** How alike summaries must be at least, from 0 to 1. */
  readonly threshold: number
}

interface Candidate {
  readonly key: string
  readonly letters: Letters
}

/** Thousands of long summaries are the work of seconds; others have their turn in between. */
const SLICE_MS = 20

/** The likest of the same type, of equals the first. Each issue is compared once, however often pages name it. */
export function issueChooser({ candidates, threshold }: ChoosingFrom): ChooseIssue {
  const keys = new Set(candidates.map(({ key }) => key))
  const byType = new Map<string, IssueToMatch[]>()
  for (const candidate of candidates) append(byType, candidate.type.id, candidate)
  const read = new Map<string, Promise<readonly Candidate[]>>()
  const chosen = new Map<string, Promise<Chosen | NotChosen>>()
  const pause = slices()
  let turn: Promise<unknown> = Promise.resolve()

  const ofType = (typeId: string): Promise<readonly Candidate[]> => {
    const known = read.get(typeId) ?? readAll(byType.get(typeId) ?? [], pause)
    read.set(typeId, known)
    return known
  }
  const choose = async (key: string, issue: IssueToMatch | undefined): Promise<Chosen | NotChosen> => {
    // An issue that was moved stands there under its old key.
    if (keys.has(key) || keys.has(issue?.key ?? key)) return 'in-project'
    if (issue === undefined) return 'unknown'
    if (!byType.has(issue.type.id)) return 'other-type'
    const likest = { letters: lettersOf(issue.summary), candidates: await ofType(issue.type.id), threshold }
    return likestOf(likest, pause)
  }
  return (key, issue) => {
    const known = chosen.get(key)
    if (known !== undefined) return known
    // One after the other, or the slices would add up.
    const choice = turn.then(() => choose(key, issue))
    // Whoever has asked hears of a failure.
    turn = choice.catch(() => undefined)
    chosen.set(key, choice)
    return choice
  }
}

type Pause = () => Promise<void>

function slices(): Pause {
  let since = performance.now()
  return async () => {
    if (performance.now() - since < SLICE_MS) return
    await otherWork()
    since = performance.now()
  }
}

async function readAll(issues: readonly IssueToMatch[], pause: Pause): Promise<readonly Candidate[]> {
  const candidates: Candidate[] = []
  for (const { key, summary } of issues) {
    candidates.push({ key, letters: lettersOf(summary) })
    await pause()
  }
  return candidates
}

interface Likest {
  readonly letters: Letters
  readonly candidates: readonly Candidate[]
  readonly threshold: number
}

async function likestOf(
  { letters, candidates, threshold }: Likest,
  pause: Pause,
): Promise<Chosen | 'too-different'> {
  const likely: (Candidate & { readonly at: number; readonly atMost: number })[] = []
  for (const [at, candidate] of candidates.entries()) {
    const atMost = mostLikeness(letters, candidate.letters)
    if (atMost >= threshold) likely.push({ ...candidate, at, atMost })
    await pause()
  }
  // The likeliest first, so that few of the others must be looked at closely.
  likely.sort((a, b) => b.atMost - a.atMost || a.at - b.at)
  let best = { key: '', at: -1, likeness: -1 }
  for (const { key, letters: others, at, atMost } of likely) {
    if (atMost < best.likeness) break
    const alike = likeness(letters, others, Math.max(threshold, best.likeness))
    const isBetter = alike > best.likeness || (alike === best.likeness && at < best.at)
    if (isBetter) best = { key, at, likeness: alike }
    await pause()
  }
  return best.likeness < threshold ? 'too-different' : { key: best.key, likeness: best.likeness }
}
