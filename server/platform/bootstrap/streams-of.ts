import { textAt } from '../records/index.ts'
import type { WalkedStep } from './plan-walk.ts'

const LONGEST_ID = 200

/** A sequence of pages: an operation with the values of its path. */
export interface NewStream {
  readonly operationId: string
  readonly streamKey: string
  readonly pathValues: Readonly<Record<string, string>>
}

export function rootStreams(steps: readonly WalkedStep[]): readonly NewStream[] {
  return steps
    .filter((step) => step.feeder === undefined)
    .map((step) => ({ operationId: step.operation.operationId, streamKey: '', pathValues: {} }))
}

/** The streams that the records of one page open, each once; items without a usable id open none. */
export function dependentStreams(
  children: readonly WalkedStep[],
  items: readonly unknown[],
  parentPath: Readonly<Record<string, string>>,
): readonly NewStream[] {
  const streams = children.flatMap((child) =>
    items.flatMap((item) => streamOf(child, item, parentPath) ?? []),
  )
  return [...new Map(streams.map((stream) => [`${stream.operationId}/${stream.streamKey}`, stream])).values()]
}

function streamOf(
  { operation, feeder }: WalkedStep,
  item: unknown,
  parentPath: Readonly<Record<string, string>>,
): NewStream | undefined {
  const id = feeder === undefined ? undefined : textAt(item, feeder.field)
  if (feeder === undefined || id === undefined || !isUsable(id)) return undefined
  const names = operation.parameters.filter(({ in: place }) => place === 'path').map(({ name }) => name)
  const inherited = Object.entries(parentPath).filter(([name]) => names.includes(name))
  const pathValues = { ...Object.fromEntries(inherited), [feeder.parameter]: id }
  return { operationId: operation.operationId, streamKey: Object.values(pathValues).join('/'), pathValues }
}

/** Longer than any real id would not fit into the index; NUL not into the table. */
function isUsable(id: string): boolean {
  return id !== '' && id.length <= LONGEST_ID && !id.includes('\0')
}
