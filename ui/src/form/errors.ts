import type { Violation } from '../api/client.ts'
import { keysOf } from './json.ts'

/** The violations of a place and of everything in it. */
export interface ErrorTree {
  readonly messages: readonly string[]
  readonly inside: Readonly<Record<string, ErrorTree>>
}

const NONE: ErrorTree = { messages: [], inside: {} }

/** What has not changed since `before` stays the same object, so that its fields need not be drawn again. */
export function errorTree(violations: readonly Violation[], before: ErrorTree | undefined): ErrorTree {
  let tree = NONE
  for (const { pointer, message } of violations) tree = withMessage(tree, keysOf(pointer), message)
  return reused(before, tree)
}

function withMessage(tree: ErrorTree, keys: readonly string[], message: string): ErrorTree {
  const [key, ...rest] = keys
  if (key === undefined) return { ...tree, messages: [...new Set([...tree.messages, message])] }
  const inner = Object.hasOwn(tree.inside, key) ? tree.inside[key] : undefined
  return { ...tree, inside: { ...tree.inside, [key]: withMessage(inner ?? NONE, rest, message) } }
}

function reused(before: ErrorTree | undefined, next: ErrorTree): ErrorTree {
  if (before === undefined) return next
  const inside = Object.fromEntries(
    Object.entries(next.inside).map(([key, tree]) => [key, reused(before.inside[key], tree)]),
  )
  const isSame =
    before.messages.join('\n') === next.messages.join('\n') &&
    Object.keys(before.inside).length === Object.keys(inside).length &&
    Object.entries(inside).every(([key, tree]) => before.inside[key] === tree)
  return isSame ? before : { ...next, inside }
}

export interface Stray {
  readonly pointer: string
  readonly message: string
}

/** The messages in a tree that none of the shown keys takes. */
export function strays(tree: ErrorTree | undefined, shown: ReadonlySet<string>): readonly Stray[] {
  return Object.entries(tree?.inside ?? {}).flatMap(([key, inner]) =>
    shown.has(key) ? [] : flattened(inner, key),
  )
}

export function flattened(tree: ErrorTree | undefined, pointer = ''): readonly Stray[] {
  if (tree === undefined) return []
  return [
    ...tree.messages.map((message) => ({ pointer, message })),
    ...Object.entries(tree.inside).flatMap(([key, inner]) =>
      flattened(inner, pointer === '' ? key : `${pointer} / ${key}`),
    ),
  ]
}
